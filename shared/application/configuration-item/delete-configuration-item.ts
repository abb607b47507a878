import type { Caller } from '../../domain/access.ts';
import { wasEverLive } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { withoutEdges } from '../../domain/item/relation.ts';
import type { EdgeDirection } from '../../domain/item/relation-repository.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { itemFact } from '../item/item-context.ts';
import { assertUnused, type ItemUseContext } from './assert-unused.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { nameAliasWrites } from './name-alias.ts';

type DeleteContext = ConfigurationItemContext & ItemUseContext;

/** How many related CIs one step detaches in each direction. With the own two rows and the event, a step writes at most 100 rows (T5). */
const perStep = 48;

/** How many the last step detaches. It also removes the CI itself with its aliases, postings and words. */
const inLastStep = 18;

const opposite = { in: 'out', out: 'in' } as const;

/** The writes of one step that removes the edges of an item in one direction, at both ends. `end` also removes the item's own row. */
const detach = async ({ relations }: ConfigurationItemContext, item: string, direction: EdgeDirection) => {
  const [own] = await relations.edges([item], direction);
  const others = [...new Set(own?.edges.map((edge) => edge.item))];
  const isLast = others.length <= inLastStep;
  const detached = new Set(others.slice(0, perStep));
  const far = await relations.edges([...detached], opposite[direction]);
  const farWrites: readonly Write[] = far.map((shard) => relations.save(withoutEdges(shard, (edge) => edge.item === item)));
  return {
    isLast,
    step: own && detached.size > 0 ? [...farWrites, relations.save(withoutEdges(own, (edge) => detached.has(edge.item)))] : [],
    end: [...farWrites, relations.remove({ item, direction }, own)],
  };
};

/** Commits one step of the deletion. Returns whether it was the last one. */
const advance = (context: DeleteContext, reference: string, ifMatch: ExpectedVersion, caller: Caller): Promise<boolean> =>
  onFreshRows(async () => {
    const { configurationItems, store } = context;
    const { id, ci } = await managedItem(context)(reference);
    assertVersion(ci, ifMatch, caller);
    if (wasEverLive(ci)) throw conflict('configuration-item/was-live', `a CI in stage ${ci.stage} cannot be deleted; decommission it`);
    const stillUnused = await assertUnused(context)(id);
    const ends = await Promise.all([detach(context, id, 'in'), detach(context, id, 'out')]);
    const fact = itemFact(context);
    if (!ends.every(({ isLast }) => isLast)) {
      await store.commit([...ends.flatMap(({ step }) => step), fact('RelationsRemoved', id, caller)]);
      return false;
    }
    await store.commit([
      ...configurationItems.remove(ci),
      stillUnused,
      ...(await nameAliasWrites(context)(undefined, ci)),
      ...ends.flatMap(({ end }) => end),
      fact('ResourceDeleted', id, caller, { facet: 'ci' }),
    ]);
    return true;
  });

/**
 * Deletes a CI that was never live, with its relations at both ends. An asset facet stays. If the CI has many relations, they are removed
 * in steps first. If a step fails, a repeated request continues with the remaining relations.
 * @throws DomainError conflict `configuration-item/was-live`, `configuration-item/in-use`
 */
export const deleteConfigurationItem =
  (context: DeleteContext) =>
  async (reference: string, ifMatch: ExpectedVersion, caller: Caller): Promise<void> => {
    let done = false;
    while (!done) done = await advance(context, reference, ifMatch, caller);
  };
