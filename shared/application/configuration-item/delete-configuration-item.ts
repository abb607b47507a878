import { wasEverLive } from '../../domain/configuration-item/stage-table.ts';
import type { DriftRepository } from '../../domain/drift/drift-state.ts';
import { conflict } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { allowRelations, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import { itemFact } from '../item/item-context.ts';
import { freeingWrite } from '../license/free-seats.ts';
import { detachStep } from '../relation/detach-item.ts';
import { assertUnused, type ItemUseContext } from './assert-unused.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { nameAliasWrites } from './name-alias.ts';
import { validityReminder } from './validity-reminder.ts';

type DeleteContext = ConfigurationItemContext &
  ItemUseContext &
  Parameters<typeof freeingWrite>[0] & { readonly drift: Pick<DriftRepository, 'find' | 'remove'> };

/** Removes what imports and AWS Config have noted of a CI: a CI that takes its place begins anew. */
const forgetObservations = async ({ sightings, drift }: DeleteContext, id: string): Promise<readonly Write[]> => {
  const [seen, state] = await Promise.all([sightings.findMany([id]), drift.find(id)]);
  return [...seen.map(sightings.remove), ...(state ? [drift.remove(state)] : [])];
};

/** Commits one step of the deletion. Returns whether it was the last one. */
const advance = (context: DeleteContext, reference: string, ifMatch: ExpectedVersion, permit: WritePermit): Promise<boolean> =>
  onFreshRows(async () => {
    const { configurationItems, store } = context;
    const { caller } = permit;
    const item = await managedItem(context)(reference);
    const { id, ci } = item;
    assertVersion(ci, ifMatch, caller);
    if (wasEverLive(ci)) throw conflict('configuration-item/was-live', `a CI in stage ${ci.stage} cannot be deleted; decommission it`);
    const allowed = await allowRelations(context)(ci, [], permit);
    const origin = permittedOrigin(permit, allowed);
    const { unchanged, into } = await assertUnused(context)(item);
    const { isLast, writes } = await detachStep(context, id, { into, origin });
    const fact = itemFact(context, allowed.change);
    if (!isLast) {
      await store.commit([...writes, ...allowed.writes, fact('RelationsRemoved', id, caller)]);
      return false;
    }
    await store.commit([
      ...allowed.writes,
      ...configurationItems.remove(ci, origin, context.clock.now(), await context.history.looseHead(id, 'ci')),
      ...unchanged,
      ...writes,
      ...(await nameAliasWrites(context)(undefined, ci)),
      ...(await forgetObservations(context, id)),
      ...(await validityReminder(context)(id, undefined, ci)),
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
  async (reference: string, ifMatch: ExpectedVersion, permit: WritePermit): Promise<void> => {
    let done = false;
    while (!done) done = await advance(context, reference, ifMatch, permit);
  };
