import { isShortNotice } from '../../domain/approval/policy-terms.ts';
import type { CalendarRules } from '../../domain/calendar/calendar-repository.ts';
import type { Change, ChangeWindow } from '../../domain/change/change.ts';
import { type Conflict, newConflict, settledConflicts } from '../../domain/change/conflict.ts';
import { footprintOf } from '../../domain/change/scope.ts';
import { isOffer } from '../../domain/change/window-offer.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Footprint } from '../../domain/reservation/footprint.ts';
import { idsOfReservation, type Reservation } from '../../domain/reservation/reservation.ts';
import { conflictsWith, mayBlock } from '../../domain/reservation/reservation-conflicts.ts';
import { endOf, type Window } from '../../domain/window/window.ts';
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

/** What a change with a frozen scope reserves, as it was found when the scope was frozen (H1). */
export const readReservation =
  ({ changes }: Pick<ChangeContext, 'changes'>) =>
  async (change: FrozenChange): Promise<Reservation> => {
    const { id, scope, window, windowId, items } = change;
    const chunks = await changes.scopeChunks(id, scope.revision, scope.digest);
    return reservationOf(change, window, windowId, footprintOf(chunks, items));
  };

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

/** Finds the conflicts with scheduled changes: with all those that overlap the window, so that redundancy is counted over all of them (H2, T8). */
const conflictsWithOthers =
  (context: Pick<ChangeContext, 'reservations' | 'windows'>) =>
  async (wanted: Reservation): Promise<readonly Conflict[]> => {
    const others = await otherReservations(context)(wanted);
    const found = others.filter((other) => mayBlock(wanted, other) || conflictsWith(wanted, [other]).length > 0);
    if (found.length === 0) return [];
    const windows = new Map((await context.windows.findMany(found.map(({ window }) => window))).map((window) => [window.id, window]));
    const active = found.flatMap((other) => {
      const window = windows.get(other.window);
      return window && isActive(window, wanted) ? [{ ...other, end: endOf(window) }] : [];
    });
    return conflictsWith(wanted, active);
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

/**
 * All conflicts of a change at its time, blocking ones first, with their overrides (H2): with other changes, with calendars, and with the
 * notice that its policy wants. `rules`: the calendars, if they were read already.
 */
export const findConflicts =
  (context: Pick<ChangeContext, 'reservations' | 'windows' | 'calendars' | 'configurationItems' | 'relations' | 'clock'>) =>
  async (change: Change, wanted: Reservation, rules?: CalendarRules): Promise<readonly Conflict[]> => {
    const found = await Promise.all([
      conflictsWithOthers(context)(wanted),
      findCalendarConflicts(context)(rules ?? (await context.calendars.rules()), wanted.items, wanted),
    ]);
    return settledConflicts(
      [...found.flat(), ...noticeConflicts(change, wanted, context.clock.now())],
      change.overrides,
      partiesOf(change),
    );
  };
