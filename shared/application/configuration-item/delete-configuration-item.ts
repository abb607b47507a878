import type { Caller } from '../../domain/access.ts';
import { wasEverLive } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import { withoutEdges } from '../../domain/item/relation.ts';
import type { EdgeDirection } from '../../domain/item/relation-repository.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { itemFact } from '../item/item-context.ts';
import { assertVersion } from '../resource/manage-resource.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';

/** How many other ends one step drops in each direction; with both own ends and the event it has at most 100 rows (T5). */
const atOnce = 48;

/** How many the last step drops: it removes the CI's own rows too, its aliases, postings and words. */
const atLast = 18;

const opposite = { in: 'out', out: 'in' } as const;

/** What drops an item's edges of one direction at both ends, as far as one step goes. */
const detach = async ({ relations }: ConfigurationItemContext, item: string, direction: EdgeDirection) => {
  const [own] = await relations.edges([item], direction);
  const others = [...new Set(own?.edges.map((edge) => edge.item))];
  const isLast = others.length <= atLast;
  const gone = new Set(others.slice(0, atOnce));
  const far = await relations.edges([...gone], opposite[direction]);
  const farWrites: readonly Write[] = far.map((shard) => relations.save(withoutEdges(shard, (edge) => edge.item === item)));
  return {
    isLast,
    step: own && gone.size > 0 ? [...farWrites, relations.save(withoutEdges(own, (edge) => gone.has(edge.item)))] : [],
    end: [...farWrites, relations.remove({ item, direction }, own)],
  };
};

/** One transaction of the deletion; whether it was the last. */
const advance = (
  context: ConfigurationItemContext,
  reference: string,
  ifMatch: number | 'any' | undefined,
  caller: Caller,
): Promise<boolean> =>
  onFreshRows(async () => {
    const { configurationItems, store } = context;
    const { id, ci } = await managedItem(context)(reference);
    assertVersion(ci, ifMatch, caller);
    if (wasEverLive(ci)) throw conflict('configuration-item/was-live', `a CI of stage ${ci.stage} is decommissioned, not deleted`);
    const ends = await Promise.all([detach(context, id, 'in'), detach(context, id, 'out')]);
    const fact = itemFact(context);
    if (!ends.every(({ isLast }) => isLast)) {
      await store.commit([...ends.flatMap(({ step }) => step), fact('RelationsRemoved', id, caller)]);
      return false;
    }
    await store.commit([
      ...configurationItems.remove(ci),
      ...ends.flatMap(({ end }) => end),
      fact('ResourceDeleted', id, caller, { facet: 'ci' }),
    ]);
    return true;
  });

/**
 * Deletes a CI that was never live, with its relations at both ends; an asset facet stays. A hub loses its relations in steps first,
 * which another try takes up where this one stopped.
 * @throws DomainError conflict `configuration-item/was-live`
 */
export const deleteConfigurationItem =
  (context: ConfigurationItemContext) =>
  async (reference: string, ifMatch: number | 'any' | undefined, caller: Caller): Promise<void> => {
    let done = false;
    while (!done) done = await advance(context, reference, ifMatch, caller);
  };
