import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { mayBeScheduled } from '../../domain/change/change-guards.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import {
  type Conflict,
  type ConflictKind,
  conflictKinds,
  mostOverrides,
  overrideOf,
  settledConflicts,
} from '../../domain/change/conflict.ts';
import { mayBeExtended } from '../../domain/change/extension.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { foldedForm } from '../../domain/text.ts';
import { advanceSoon } from './advance-change.ts';
import { conflictsNow } from './conflicts-now.ts';
import { changeEvent, type SubmitContext } from './context.ts';
import { partiesOf } from './find-conflicts.ts';

/** Which conflicts are overridden: those of a kind, or only that with one other change, named by its id or number. */
export interface OverrideRequest {
  readonly conflict: ConflictKind;
  readonly reason: string;
  readonly change?: string | undefined;
}

/** @throws DomainError forbidden `change/own-override` */
const assertOutsider = (change: Change, caller: Caller): void => {
  if (partiesOf(change).includes(caller.id))
    throw forbidden('change/own-override', 'whoever requests or implements a change may not override its conflicts');
};

/** Refuses a caller who cannot override conflicts of any kind. @throws DomainError forbidden `change/persons-only`, `change/may-not-override` */
export const assertOverrider = (caller: Caller): void => {
  if (caller.kind !== 'person') throw forbidden('change/persons-only', 'only people can override conflicts');
  if (!has(caller, 'change-manager', 'freeze-approver') && caller.teams.length === 0)
    throw forbidden('change/may-not-override', 'only change managers, freeze approvers and owners of items may override conflicts');
};

/** Whether the caller is in the teams that own all these items. */
const isOwner = async ({ configurationItems }: SubmitContext, items: readonly string[], { teams }: Caller): Promise<boolean> => {
  const cis = await configurationItems.findMany(items);
  return cis.length > 0 && cis.every(({ ownerTeam }) => ownerTeam !== undefined && teams.includes(ownerTeam));
};

/** @throws DomainError forbidden `change/may-not-override` unless the caller may override conflicts of this kind on these items */
const assertMayOverride = async (context: SubmitContext, kind: ConflictKind, items: readonly string[], caller: Caller): Promise<void> => {
  const { overriddenBy } = conflictKinds[kind];
  const may = overriddenBy === 'owner' ? await isOwner(context, items, caller) : has(caller, overriddenBy);
  if (may) return;
  const who = overriddenBy === 'owner' ? 'a member of the team that owns the items' : `a ${overriddenBy.replace('-', ' ')}`;
  throw forbidden('change/may-not-override', `only ${who} may override a conflict of the kind ${kind}`);
};

const isMeant =
  ({ conflict: kind, change }: OverrideRequest) =>
  (found: Conflict): boolean =>
    found.kind === kind && (change === undefined || found.change === change || foldedForm(found.number ?? '') === foldedForm(change));

/** The conflicts that are meant. @throws DomainError conflict `change/no-such-conflict` */
const meantIn = (change: Change, found: readonly Conflict[], request: OverrideRequest): readonly [Conflict, ...Conflict[]] => {
  const [first, ...others] = found.filter(isMeant(request));
  if (first) return [first, ...others];
  const other = request.change === undefined ? '' : ` with ${request.change}`;
  throw conflict('change/no-such-conflict', `${change.number} has no conflict of the kind ${request.conflict}${other} now`, '/conflict');
};

/**
 * Overrides the present conflicts of a kind, with a reason (H2). The override names the opponents, so it does not hold for a conflict with
 * another change. A change that is approved is then scheduled at once, if nothing else blocks it.
 * @throws DomainError forbidden `change/persons-only`, `change/own-override`, `change/may-not-override`; conflict
 * `change/no-such-conflict`, `change/too-many-overrides`, `change/not-open`
 */
export const overrideConflict =
  (context: SubmitContext) =>
  async (id: string, request: OverrideRequest, caller: Caller): Promise<Change> => {
    const { changes, store, clock } = context;
    assertOverrider(caller);
    const overridden = await onFreshRows(async () => {
      const found = await changes.get(id);
      assertOutsider(found, caller);
      const before = fitFor(found, 'override');
      const conflicts = await conflictsNow(context)(before);
      const meant = meantIn(before, conflicts, request);
      const items = meant.flatMap((each) => each.items);
      await assertMayOverride(context, request.conflict, items.length === 0 ? before.items : items, caller);
      const { overrides = [] } = before;
      if (overrides.length >= mostOverrides)
        throw conflict(
          'change/too-many-overrides',
          `${before.number} has ${overrides.length} overrides, which is the most: choose another time`,
        );
      const now = clock.now();
      const all = [...overrides, overrideOf(meant, { by: caller.id, reason: request.reason, at: now })];
      const next = updated(before, 'override', { overrides: all, conflicts: settledConflicts(conflicts, all, partiesOf(before)) }, now);
      const body = {
        kind: request.conflict,
        reason: request.reason,
        against: meant.flatMap(({ change, freeze }) => change ?? freeze ?? []),
      };
      await store.commit([
        ...changes.save(next, before),
        changeEvent(context, 'ConflictOverridden', { change: next, actor: actorOf(caller), body }),
      ]);
      return next;
    });
    const isDue = mayBeScheduled(overridden, clock.now()) || mayBeExtended(overridden, clock.now());
    return isDue ? advanceSoon(context)(overridden) : overridden;
  };
