import type { Conflict } from '../../domain/change/change-fields.ts';
import { isOffer } from '../../domain/change/window-offer.ts';
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

/** Whether a window still blocks others: scheduled, not withdrawn, and not ended early. */
const isActiveWindow = (window: Window, wanted: PlannedWindow): boolean =>
  !isOffer(window) &&
  window.scheduledAt !== undefined &&
  window.withdrawnAt === undefined &&
  window.start < wanted.end &&
  endOf(window) > wanted.start;

/** Whether a reservation blocks a window. Two windows that suppress nothing do not block each other (H2). */
const isBlocking = (reservation: Reservation, wanted: PlannedWindow): boolean =>
  reservation.window !== wanted.window &&
  (reservation.suppress || wanted.suppress) &&
  reservation.items.some((item) => wanted.items.includes(item));

/** The reservations that overlap a time range, from all months in which they may be stored. */
export const overlappingReservations = async (
  { reservations }: Pick<ChangeContext, 'reservations'>,
  start: Instant,
  end: Instant,
): Promise<readonly Reservation[]> =>
  (await Promise.all(monthsOf(start, end).map((month) => reservations.overlapping(month, start, end)))).flat();

/** Finds the scheduled changes that reserve one of the same CIs at an overlapping time (H2, T8). */
export const findConflicts =
  (context: Pick<ChangeContext, 'reservations' | 'windows'>) =>
  async (wanted: PlannedWindow): Promise<readonly Conflict[]> => {
    const blocking = (await overlappingReservations(context, wanted.start, wanted.end)).filter((reservation) =>
      isBlocking(reservation, wanted),
    );
    const windows = new Map((await context.windows.findMany(blocking.map(({ window }) => window))).map((window) => [window.id, window]));
    return blocking
      .filter(({ window }) => {
        const found = windows.get(window);
        return found !== undefined && isActiveWindow(found, wanted);
      })
      .map(({ change, number, window, items }) => ({
        kind: 'same-ci' as const,
        change,
        number,
        window,
        items: items.filter((item) => wanted.items.includes(item)),
      }));
  };
