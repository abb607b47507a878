import type { TimeSpan } from '../../domain/calendar/calendar-conflicts.ts';
import { isOffer } from '../../domain/change/window-offer.ts';
import { day, earlier, plus } from '../../domain/clock.ts';
import type { Reservation } from '../../domain/reservation/reservation.ts';
import { endOf, longestWindowDays } from '../../domain/window/window.ts';
import type { ChangeContext } from '../change/context.ts';
import { readStakes } from '../change/read-footprint.ts';

type ReservedContext = Pick<ChangeContext, 'reservations' | 'windows' | 'relations'>;

/** The members of redundancy groups that must stay up while one of these CIs is down: too few would be up without both. */
const otherSides = async ({ relations }: Pick<ReservedContext, 'relations'>, items: readonly string[]): Promise<readonly string[]> => {
  const stakes = await readStakes(relations, await relations.edges(items, 'in'), new Set(items));
  return stakes.flatMap(({ needed, members, taken }) => {
    const others = members.filter((member) => !taken.includes(member));
    return others.length - 1 < needed ? others : [];
  });
};

/** The reservations of some CIs that overlap a range of any length. A window is at most 14 days long, and so is a read of the reservations. */
const reservationsIn = async (
  { reservations }: ReservedContext,
  ids: readonly string[],
  { start, end }: TimeSpan,
): Promise<readonly Reservation[]> => {
  const found = new Map<string, Reservation>();
  for (let from = start; from < end; from = plus(from, longestWindowDays * day)) {
    const some = await reservations.overlapping(ids, from, earlier(end, plus(from, longestWindowDays * day)));
    for (const reservation of some) found.set(reservation.window, reservation);
  }
  return [...found.values()];
};

/** The times in a range at which scheduled changes have one of these CIs, or the other side of a redundant pair (H2, H3). */
export const reservedTimes =
  (context: ReservedContext) =>
  async (items: readonly string[], span: TimeSpan): Promise<readonly TimeSpan[]> => {
    const wanted = [...new Set([...items, ...(await otherSides(context, items))])];
    const reservations = await reservationsIn(context, wanted, span);
    const windows = reservations
      .filter((reservation) => reservation.items.some((item) => wanted.includes(item)))
      .map(({ window }) => window);
    return (await context.windows.findMany([...new Set(windows)]))
      .filter((window) => !isOffer(window) && window.scheduledAt !== undefined && window.withdrawnAt === undefined)
      .map((window) => ({ start: window.start, end: endOf(window) }));
  };
