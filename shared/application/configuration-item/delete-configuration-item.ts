import type { Caller } from '../../domain/access.ts';
import { wasEverLive } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { originOf } from '../../domain/history/origin.ts';
import { withoutEdges } from '../../domain/item/relation.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { relationWrites } from '../history/relation-writes.ts';
import { itemFact } from '../item/item-context.ts';
import { freeingWrite } from '../license/free-seats.ts';
import { assertUnused, type ItemUseContext } from './assert-unused.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { nameAliasWrites } from './name-alias.ts';

type DeleteContext = ConfigurationItemContext & ItemUseContext & Parameters<typeof freeingWrite>[0];

/**
 * How many related CIs one step detaches, each with its row of relations and a note of its former dependant. With the own row, the history and
 * the event, a step writes at most 100 rows (T5).
 */
const perStep = 46;

/** How many the last step detaches. It also removes the CI itself with its aliases, postings and words. */
const inLastStep = 14;

/** The writes of one step that removes the relations of an item to others, at both ends. `end` also removes the item's own row. */
const detach = async (context: ConfigurationItemContext, item: string, caller: Caller) => {
  const { relations } = context;
  const [own] = await relations.edges([item], 'out');
  const others = [...new Set(own?.edges.map((edge) => edge.item))];
  const isLast = others.length <= inLastStep;
  const detached = new Set(others.slice(0, perStep));
  const far = await relations.edges([...detached], 'in');
  const removed = own?.edges.filter((edge) => detached.has(edge.item)) ?? [];
  const farWrites: readonly Write[] = [
    ...far.map((shard) => relations.save(withoutEdges(shard, (edge) => edge.item === item))),
    ...(await relationWrites(context)({ source: item, removed }, originOf(caller))),
  ];
  return {
    isLast,
    step: own ? [...farWrites, relations.save(withoutEdges(own, (edge) => detached.has(edge.item)))] : [],
    end: [...farWrites, relations.remove({ item, direction: 'out' }, own)],
  };
};

/** Commits one step of the deletion. Returns whether it was the last one. */
const advance = (context: DeleteContext, reference: string, ifMatch: ExpectedVersion, caller: Caller): Promise<boolean> =>
  onFreshRows(async () => {
    const { configurationItems, store } = context;
    const item = await managedItem(context)(reference);
    const { id, ci } = item;
    assertVersion(ci, ifMatch, caller);
    if (wasEverLive(ci)) throw conflict('configuration-item/was-live', `a CI in stage ${ci.stage} cannot be deleted; decommission it`);
    const stillUnused = await assertUnused(context)(item);
    const { isLast, step, end } = await detach(context, id, caller);
    const fact = itemFact(context);
    if (!isLast) {
      await store.commit([...step, fact('RelationsRemoved', id, caller)]);
      return false;
    }
    await store.commit([
      ...configurationItems.remove(ci, originOf(caller), context.clock.now(), await context.history.looseHead(id, 'ci')),
      ...stillUnused,
      ...(await nameAliasWrites(context)(undefined, ci)),
      ...end,
      ...(item.asset ? [] : [freeingWrite(context, { type: 'item', id })]),
      fact('ResourceDeleted', id, caller, { facet: 'ci' }),
    ]);
    return true;
  });

/**
 * Deletes a CI that was never live, with its relations to other CIs. A CI that others have a relation to is in use. An asset facet stays.
 * If the CI has many relations, they are removed in steps first. If a step fails, a repeated request continues with the remaining ones.
 * @throws DomainError conflict `configuration-item/was-live`, `configuration-item/in-use`
 */
export const deleteConfigurationItem =
  (context: DeleteContext) =>
  async (reference: string, ifMatch: ExpectedVersion, caller: Caller): Promise<void> => {
    let done = false;
    while (!done) done = await advance(context, reference, ifMatch, caller);
  };
