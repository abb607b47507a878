import type { Conflict } from '../../domain/change/change.ts';
import type { Instant } from '../../domain/clock.ts';
import { monthsOf, type Reservation } from '../../domain/reservation/reservation.ts';
import { endOf, type Window } from '../../domain/window/window.ts';
import type { ChangeContext } from './context.ts';

interface PlannedWindow {
  readonly window: string;
  readonly items: readonly string[];
  readonly start: Instant;
  readonly end: Instant;
  readonly suppress: boolean;
}

/** Whether a window still stands in others' way: scheduled, not withdrawn, its time not over early. */
const stands = (window: Window, wanted: PlannedWindow): boolean =>
  window.scheduledAt !== undefined && window.withdrawnAt === undefined && window.start < wanted.end && endOf(window) > wanted.start;

/** Two plain deployments on one CI only warn (H2). */
const blocks = (reservation: Reservation, wanted: PlannedWindow): boolean =>
  reservation.window !== wanted.window &&
  (reservation.suppress || wanted.suppress) &&
  reservation.items.some((item) => wanted.items.includes(item));

/** The reservations that overlap a window, of all months that may hold one. */
export const overlappingReservations = async (
  { reservations }: Pick<ChangeContext, 'reservations'>,
  start: Instant,
  end: Instant,
): Promise<readonly Reservation[]> =>
  (await Promise.all(monthsOf(start, end).map((month) => reservations.overlapping(month, start, end)))).flat();

/** The scheduled changes that want one of the same CIs at an overlapping time (H2, T8). */
export const findConflicts =
  (context: Pick<ChangeContext, 'reservations' | 'windows'>) =>
  async (wanted: PlannedWindow): Promise<readonly Conflict[]> => {
    const rivals = (await overlappingReservations(context, wanted.start, wanted.end)).filter((reservation) => blocks(reservation, wanted));
    const windows = new Map((await context.windows.findMany(rivals.map(({ window }) => window))).map((window) => [window.id, window]));
    return rivals
      .filter(({ window }) => {
        const found = windows.get(window);
        return found !== undefined && stands(found, wanted);
      })
      .map(({ change, number, window, items }) => ({
        kind: 'same-ci' as const,
        change,
        number,
        window,
        items: items.filter((item) => wanted.items.includes(item)),
      }));
  };
