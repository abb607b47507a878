import { isShortNotice } from '../../domain/approval/policy-terms.ts';
import { type AskedDowntime, agreementConflicts } from '../../domain/availability/asked-downtime.ts';
import type { CalendarRules } from '../../domain/calendar/calendar-repository.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeWindow } from '../../domain/change/change-core.ts';
import { type Conflict, newConflict, settledConflicts } from '../../domain/change/conflict.ts';
import { footprintOf, type ImpactedService, servicesOfChunks } from '../../domain/change/scope.ts';
import { isOffer } from '../../domain/change/window-offer.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Footprint } from '../../domain/reservation/footprint.ts';
import { idsOfReservation, type Reservation } from '../../domain/reservation/reservation.ts';
import { conflictsWith, mayBlock } from '../../domain/reservation/reservation-conflicts.ts';
import { endOf, type Window } from '../../domain/window/window.ts';
import { type AskedDowntimeContext, readAskedDowntime } from '../availability/read-asked-downtime.ts';
import { findCalendarConflicts } from '../calendar/find-calendar-conflicts.ts';
import type { ChangeContext } from './context.ts';

type ReservingChange = Pick<Change, 'id' | 'number' | 'revision' | 'implementer'>;

/** What the window of a change reserves (T8). */
export const reservationOf = (
  { id, number, revision, implementer }: ReservingChange,
  { start, end, suppress }: Pick<ChangeWindow, 'start' | 'end' | 'suppress'>,
  window: string,
  footprint: Footprint,
): Reservation => ({ change: id, number, revision, implementer, start, end, suppress, window, ...footprint });

/** A change whose scope is frozen and that has a window. */
export type FrozenChange = Change & {
  readonly window: ChangeWindow;
  readonly windowId: string;
  readonly scope: NonNullable<Change['scope']>;
};

export const isFrozen = (change: Change): change is FrozenChange =>
  change.window !== undefined && change.windowId !== undefined && change.scope !== undefined;

/** What a change would take at its time: CIs that it reserves, and services that it affects. */
export interface AskedWork {
  readonly wanted: Reservation;
  readonly services: readonly ImpactedService[];
}

/** What a change with a frozen scope would take, as it was found when the scope was frozen (H1). */
export const readAskedWork =
  ({ changes }: Pick<ChangeContext, 'changes'>) =>
  async (change: FrozenChange): Promise<AskedWork> => {
    const { id, scope, window, windowId, items } = change;
    const chunks = await changes.scopeChunks(id, scope.revision, scope.digest);
    return { wanted: reservationOf(change, window, windowId, footprintOf(chunks, items)), services: servicesOfChunks(chunks) ?? [] };
  };

/** What a change with a frozen scope reserves. */
export const readReservation =
  (context: Pick<ChangeContext, 'changes'>) =>
  async (change: FrozenChange): Promise<Reservation> =>
    (await readAskedWork(context)(change)).wanted;

/** Whether a window may conflict with others: scheduled, not withdrawn, and not ended before the other one starts. */
const isActive = (window: Window, wanted: Reservation): boolean =>
  !isOffer(window) &&
  window.scheduledAt !== undefined &&
  window.withdrawnAt === undefined &&
  window.start < wanted.end &&
  endOf(window) > wanted.start;

/** The reservations of other changes that overlap a window, scheduled or not, as far as they have something to do with it. */
export const otherReservations =
  ({ reservations }: Pick<ChangeContext, 'reservations'>) =>
  async (wanted: Reservation): Promise<readonly Reservation[]> =>
    (await reservations.overlapping(idsOfReservation(wanted), wanted.start, wanted.end)).filter(({ change }) => change !== wanted.change);

type OpponentContext = Pick<ChangeContext, 'reservations' | 'windows' | 'changes'>;

/** A reservation with its window. */
interface Opponent {
  readonly other: Reservation;
  readonly window: Window;
}

/** Whether a change names less than its window was made for (H6). */
const isNarrowed = (change: Change | undefined, window: Window): change is FrozenChange =>
  change !== undefined && isFrozen(change) && change.windowId === window.id && change.scope.digest !== window.digest;

/**
 * What other windows take now, each once: an extended window has two reservations. A window from which a named CI was lifted may belong to a
 * change that was narrowed, and then no longer takes everything that it reserved (H6).
 */
const takenNow = async (context: OpponentContext, opponents: readonly Opponent[]): Promise<readonly Reservation[]> => {
  const each = [...new Map(opponents.map((opponent) => [opponent.window.id, opponent])).values()];
  const lifted = each.filter(({ window }) => window.lifts.length > 0).map(({ other }) => other.change);
  const changes = new Map((await context.changes.findMany([...new Set(lifted)])).map((change) => [change.id, change]));
  return Promise.all(
    each.map(async ({ other, window }) => {
      const change = changes.get(other.change);
      const reserved = isNarrowed(change, window) ? await readReservation(context)(change) : other;
      return { ...reserved, start: window.start, end: endOf(window) };
    }),
  );
};

/** Finds the conflicts with scheduled changes: with all those that overlap the window, so that redundancy is counted over all of them (H2, T8). */
const conflictsWithOthers =
  (context: OpponentContext) =>
  async (wanted: Reservation): Promise<readonly Conflict[]> => {
    const others = await otherReservations(context)(wanted);
    const found = others.filter((other) => mayBlock(wanted, other) || conflictsWith(wanted, [other]).length > 0);
    if (found.length === 0) return [];
    const ids = [...new Set(found.map(({ window }) => window))];
    const windows = new Map((await context.windows.findMany(ids)).map((window) => [window.id, window]));
    const active = found.flatMap((other) => {
      const window = windows.get(other.window);
      return window && isActive(window, wanted) ? [{ other, window }] : [];
    });
    return conflictsWith(wanted, await takenNow(context, active));
  };

/** The people whose overrides do not count: whoever requests or implements the change, and whom a client acts for (H2). */
export const partiesOf = ({ requester, implementer, onBehalfOf, responsibles = [] }: Change): readonly string[] =>
  [requester, implementer, onBehalfOf, ...responsibles].filter((person) => person !== undefined);

/** A warning if the change starts sooner after its submission than its policy wants (P1). */
const noticeConflicts = ({ pinned, submittedAt }: Change, { start }: Reservation, now: Instant): readonly Conflict[] => {
  if (pinned === undefined || !isShortNotice(pinned, start, submittedAt ?? now)) return [];
  return [
    newConflict('short-notice', {
      items: [],
      detail: `the policy ${pinned.policy} wants changes ${pinned.minimumNotice} before their start`,
    }),
  ];
};

/** What may have been read before the conflicts of a change are looked for: the calendars, and what is agreed for the services. */
interface KnownBefore {
  readonly rules?: CalendarRules;
  readonly asked?: readonly AskedDowntime[];
}

/** The services that lose service while a change works. Only of them, downtime is agreed (L2). */
const losing = (services: readonly ImpactedService[]): readonly ImpactedService[] => services.filter(({ state }) => state === 'down');

/**
 * All conflicts of a change at its time, blocking ones first, with their overrides (H2): with other changes, with calendars, with the notice
 * that its policy wants, and with what is agreed for the services that it affects.
 */
export const findConflicts =
  (
    context: Pick<ChangeContext, 'reservations' | 'windows' | 'changes' | 'calendars' | 'configurationItems' | 'relations' | 'clock'> &
      AskedDowntimeContext,
  ) =>
  async (change: Change, { wanted, services }: AskedWork, known: KnownBefore = {}): Promise<readonly Conflict[]> => {
    const found = await Promise.all([
      conflictsWithOthers(context)(wanted),
      findCalendarConflicts(context)(known.rules ?? (await context.calendars.rules()), wanted.items, wanted),
      agreementConflicts(known.asked ?? (await readAskedDowntime(context)(change, wanted, losing(services)))),
    ]);
    return settledConflicts(
      [...found.flat(), ...noticeConflicts(change, wanted, context.clock.now())],
      change.overrides,
      partiesOf(change),
    );
  };
