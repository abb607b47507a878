import { actorOf, type Caller, has, type Role } from '../../domain/access.ts';
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
import type { ImpactedService } from '../../domain/change/scope.ts';
import { conflict, forbidden } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { foldedForm } from '../../domain/text.ts';
import { advanceSoon } from './advance-change.ts';
import { askedNow } from './asked-now.ts';
import { changeEvent, type SubmitContext } from './context.ts';
import { findConflicts, partiesOf } from './find-conflicts.ts';

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

type OwnerContext = Pick<SubmitContext, 'configurationItems'>;

/** Those of the items that the teams of the caller own. */
const ownedItems = async (context: OwnerContext, items: readonly string[], { teams }: Caller): Promise<ReadonlySet<string>> => {
  const cis = await context.configurationItems.findMany([...new Set(items)]);
  return new Set(cis.flatMap(({ id, ownerTeam }) => (ownerTeam !== undefined && teams.includes(ownerTeam) ? [id] : [])));
};

/** What a change takes, and the conflicts that somebody wants to override. */
interface OverriddenWork {
  readonly change: Change;
  readonly services: readonly ImpactedService[];
  readonly meant: readonly Conflict[];
}

/**
 * Those of the conflicts that owners may override. A conflict is overridden by who owns all items that it is about: the service whose budget is
 * exceeded, or the CIs outside their maintenance hours. The hours are also overridden by who owns a service that loses service.
 */
const overridableByOwner = async (context: OwnerContext, { change, services, meant }: OverriddenWork, caller: Caller) => {
  const losing = services.filter(({ state }) => state === 'down').map(({ service }) => service);
  const aboutOf = ({ items }: Conflict): readonly string[] => (items.length === 0 ? change.items : items);
  const owned = await ownedItems(context, [...meant.flatMap(aboutOf), ...losing], caller);
  const ownsService = losing.some((service) => owned.has(service));
  return meant.filter(
    (conflict) => (conflict.kind === 'outside-maintenance-hours' && ownsService) || aboutOf(conflict).every((item) => owned.has(item)),
  );
};

/** Those of the conflicts that the caller may override. @throws DomainError forbidden `change/may-not-override` if it is none of them */
const overridable = async (context: OwnerContext, kind: ConflictKind, work: OverriddenWork, caller: Caller) => {
  const { overriddenBy } = conflictKinds[kind];
  const ofRole = (role: Role): readonly Conflict[] => (has(caller, role) ? work.meant : []);
  const [first, ...others] = overriddenBy === 'owner' ? await overridableByOwner(context, work, caller) : ofRole(overriddenBy);
  if (first) return [first, ...others] as const;
  const who = overriddenBy === 'owner' ? 'a member of the team that owns the items or the service' : `a ${overriddenBy.replace('-', ' ')}`;
  throw forbidden('change/may-not-override', `only ${who} may override a conflict of the kind ${kind}`);
};

const isMeant =
  ({ conflict: kind, change }: OverrideRequest) =>
  (found: Conflict): boolean =>
    found.kind === kind && (change === undefined || found.change === change || foldedForm(found.number ?? '') === foldedForm(change));

/** The conflicts that are meant. @throws DomainError conflict `change/no-such-conflict` */
const meantIn = (change: Change, found: readonly Conflict[], request: OverrideRequest): readonly Conflict[] => {
  const meant = found.filter(isMeant(request));
  if (meant.length > 0) return meant;
  const other = request.change === undefined ? '' : ` with ${request.change}`;
  throw conflict('change/no-such-conflict', `${change.number} has no conflict of the kind ${request.conflict}${other} now`, '/conflict');
};

/**
 * Overrides the present conflicts of a kind, with a reason (H2). The override names the opponents, so it does not hold for a conflict with
 * another change. Of conflicts that owners override, it is only for what the caller owns. A change that is approved is then scheduled at once, if nothing else blocks it.
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
      const asked = await askedNow(context)(before);
      const conflicts = asked ? await findConflicts(context)(before, asked) : [];
      const work = { change: before, services: asked?.services ?? [], meant: meantIn(before, conflicts, request) };
      const meant = await overridable(context, request.conflict, work, caller);
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
        against: meant.flatMap(({ change, freeze, service }) => change ?? freeze ?? service ?? []),
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
