import type { Caller } from '../../domain/access.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import { versionsOf } from '../../domain/history/item-history.ts';
import { facetsAfter, stateOfPart } from '../../domain/history/item-state.ts';
import { relationsIn } from '../../domain/history/relation-state.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { ItemPlanOf } from '../../domain/item/item-plan.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import type { Relation } from '../../domain/item/relation.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { type ItemViewContext, viewItem } from '../item/read-item.ts';
import { type HistoryInPathContext, historyInPath } from './history-in-path.ts';
import { assertPast } from './read-history.ts';

interface ReadAtContext extends HistoryInPathContext, Omit<ItemViewContext, 'planOf'> {
  readonly history: HistoryRepository;
  readonly items: Pick<ItemRepository, 'find'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly clock: Clock;
  /** What was planned for an item at a time. */
  readonly planAt: (at: Instant) => ItemPlanOf;
}

/** The most items that are asked whether they had a relation to the item. */
const mostDependants = 200;
const atOnce = 8;

/**
 * The relations to an item at a time. They are in the histories of their sources: of those that have one now, and of those that had one once.
 */
const dependantsAt = async ({ history, relations }: ReadAtContext, id: string, at: Instant): Promise<readonly Relation[]> => {
  const now = (await relations.edges([id], 'in')).flatMap(({ edges }) => edges.map(({ item }) => item));
  const sources = [...new Set([...(await history.formerDependants(id, mostDependants)), ...now])].slice(0, mostDependants);
  const found = await inParallel(sources, atOnce, async (source) =>
    relationsIn(source, stateOfPart(await history.versions(source, at), 'relations').content),
  );
  return found.flat().filter(({ target }) => target === id);
};

/** A facet that was not written since histories are kept is as it was when it was written last. */
const unwritten = ({ asset, ci }: Omit<Item, 'id'>, at: Instant): Omit<Item, 'id'> => ({
  ...(asset && !asset.chain && asset.updatedAt <= at ? { asset } : {}),
  ...(ci && !ci.chain && ci.updatedAt <= at ? { ci } : {}),
});

/**
 * Reads an item as it was at a past time (C6): facets, relations, windows and open changes. Names are those of today. At most 200 items are
 * asked whether they depended on it.
 * @throws DomainError missing `item/not-found` if it did not exist then; invalid `history/in-future`
 */
export const readItemAt = (context: ReadAtContext) => async (reference: string, at: Instant, caller: Caller) => {
  assertPast(context, at, '/query/at');
  const past = await historyInPath(context)(reference);
  const id = past.item;
  const [versions, stored] = await Promise.all([versionsOf(context.history, past, at), context.items.find(id)]);
  const facets = facetsAfter(past, versions);
  const item: Item = { id, ...unwritten(stored ?? {}, at), ...facets };
  if (!item.asset && !item.ci) throw missing('item', `${reference} at ${at}`);
  const ci = past.idOf('relations');
  const own = relationsIn(ci, stateOfPart(versions, 'relations').content);
  return viewItem({ ...context, planOf: context.planAt(at) })(item, [...own, ...(await dependantsAt(context, ci, at))], caller);
};
