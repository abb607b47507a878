import { type Booking, monthsOf } from '../../domain/change/booking.ts';
import type { Conflict } from '../../domain/change/change.ts';
import type { Instant } from '../../domain/clock.ts';
import { endOf, type Window } from '../../domain/window/window.ts';
import type { ChangeContext } from './context.ts';

interface Wanted {
  readonly window: string;
  readonly items: readonly string[];
  readonly start: Instant;
  readonly end: Instant;
  readonly suppress: boolean;
}

/** Whether a window still stands in others' way: scheduled, not withdrawn, its time not over early. */
const stands = (window: Window, wanted: Wanted): boolean =>
  window.scheduledAt !== undefined && window.withdrawnAt === undefined && window.start < wanted.end && endOf(window) > wanted.start;

/** Two plain deployments on one CI only warn (H2). */
const blocks = (booking: Booking, wanted: Wanted): boolean =>
  booking.window !== wanted.window && (booking.suppress || wanted.suppress) && booking.items.some((item) => wanted.items.includes(item));

/** The bookings that overlap a window, of all months that may hold one. */
export const overlappingBookings = async (
  { book }: Pick<ChangeContext, 'book'>,
  start: Instant,
  end: Instant,
): Promise<readonly Booking[]> => (await Promise.all(monthsOf(start, end).map((month) => book.overlapping(month, start, end)))).flat();

/** The scheduled changes that want one of the same CIs at an overlapping time (H2, T8). */
export const findConflicts =
  (context: Pick<ChangeContext, 'book' | 'windows'>) =>
  async (wanted: Wanted): Promise<readonly Conflict[]> => {
    const rivals = (await overlappingBookings(context, wanted.start, wanted.end)).filter((booking) => blocks(booking, wanted));
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
