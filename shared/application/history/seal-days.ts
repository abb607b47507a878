import { type Clock, day, plus, todayOf } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import { rootOfEvents, type SealedVersions, type Seals } from '../../domain/history/seal.ts';
import { inParallel } from '../../domain/in-parallel.ts';

interface SealContext {
  readonly clock: Clock;
  readonly events: Pick<EventRepository, 'ofDay'>;
  readonly history: Pick<HistoryRepository, 'newestOfDay'>;
  readonly seals: Seals & Pick<SealedVersions, 'through'>;
}

/** How many days back the last sealed day is looked for. */
const furthestDays = 400;
const atOnce = 16;

const dayAfter = (date: string, days = 1): string => plus(`${date}T00:00:00.000Z`, days * day).slice(0, 10);

/**
 * Seals one day (C6): the newest version of each part of an item that changed on it, and then the root over its events. The day counts as
 * sealed when that last object is there, so a run that was interrupted is done again, which is harmless.
 */
const sealDay = async ({ clock, events, history, seals }: SealContext, date: string): Promise<void> => {
  const [facts, versions] = await Promise.all([events.ofDay(date), history.newestOfDay(date)]);
  await inParallel(versions, atOnce, ({ item, facet, version, hash }) => seals.sealVersion({ item, facet, version, hash }));
  await seals.sealDay({ day: date, events: facts.length, root: rootOfEvents(facts), versions: versions.length, sealedAt: clock.now() });
};

/** Seals each day that is over and was not sealed yet, in order. The first run seals the day before. */
export const sealDays = (context: SealContext) => async (): Promise<void> => {
  const today = todayOf(context);
  const last = await context.seals.through(dayAfter(today, -furthestDays));
  for (let date = dayAfter(last ?? dayAfter(today, -2)); date < today; date = dayAfter(date)) await sealDay(context, date);
};
