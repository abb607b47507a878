import { agreementAt } from '../../domain/agreement/agreement-versions.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { servicesOfChunks } from '../../domain/change/scope.ts';
import { instantOf } from '../../domain/clock.ts';
import { firstDayOf, monthNumber } from '../../domain/dates.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { dateIn, zonedMillis } from '../../domain/zone-time.ts';
import { type BreachContext, monthsTouched, mostMonths, tellMonth } from './check-breach.ts';

/** What looking for breaches in the past needs. */
export interface PastBreachContext extends BreachContext {
  readonly changes: BreachContext['changes'] & Pick<ChangeRepository, 'scopeChunks'>;
  readonly windows: BreachContext['windows'] & Pick<WindowRepository, 'get'>;
}

/** How many services of a change are looked at at once. */
const concurrency = 8;

/**
 * Tells what a service has reached in the months from a time to now in which it was down, the latest ones at most, each with the outage that
 * began last. What was told before is not told again.
 * @param begin the first day or instant, given the zone of the agreement
 */
const tellSince = async (context: BreachContext, service: string, begin: (terms: { validFrom: string; zone: string }) => string) => {
  const now = context.clock.now();
  const versions = await context.agreements.versions(service);
  const latest = versions.at(-1);
  if (!latest) return;
  const { zone } = agreementAt(versions, now) ?? latest;
  const last = monthNumber(dateIn(zone, now));
  const first = Math.max(Math.min(monthNumber(begin(latest)), last), last - mostMonths + 1);
  const outages = await context.outages.overlapping(service, instantOf(zonedMillis(zone, firstDayOf(first))), now);
  const counted = outages.filter(({ source, state }) => source !== 'imported' && state === 'down');
  const byMonth = new Map(counted.flatMap((outage) => monthsTouched(outage, zone, now).map((month) => [month, outage] as const)));
  for (const [month, outage] of byMonth) if (month >= first) await tellMonth(context, { outage, versions, zone }, month);
};

/**
 * Looks whether the services of a window are near a breach of their agreements, or beyond it (L3): the work was never started, or ended
 * before it was said to have ended, so downtime that counted as agreed is none. Running it twice is harmless.
 */
export const checkWindowBreach =
  (context: PastBreachContext) =>
  async (id: string): Promise<void> => {
    const { change, start, revision, digest } = await context.windows.get(id);
    const services = servicesOfChunks(await context.changes.scopeChunks(change, revision, digest)) ?? [];
    const losing = services.filter(({ state }) => state === 'down');
    const begin = ({ zone }: { zone: string }): string => dateIn(zone, start);
    await inParallel(losing, concurrency, ({ service }) => tellSince(context, service, begin));
  };

/**
 * Looks whether a service is near a breach of its agreement, or beyond it, from when the latest version began (L3): the first version may
 * begin in the past, and a version that begins today counts for all of the day. Running it twice is harmless.
 */
export const checkTermsBreach =
  (context: BreachContext) =>
  (service: string): Promise<void> =>
    tellSince(context, service, ({ validFrom }) => validFrom);
