import { type Clock, day, type Instant, plus } from '../../domain/clock.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { type Measurements, secondsSince } from '../../domain/measurement.ts';
import { graceOf, type MonitorRepository } from '../../domain/monitor/monitor.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { allMonitors } from '../episode/all-monitors.ts';

export interface MeasureContext {
  readonly episodes: Pick<EpisodeRepository, 'oldestUnsent'>;
  readonly events: Pick<EventRepository, 'oldestPending'>;
  readonly windows: Pick<WindowRepository, 'firstUnsettledEnd'>;
  readonly monitors: Pick<MonitorRepository, 'page'>;
  readonly clock: Clock;
}

/** Older deliveries are dead letters, which have an alarm of their own. */
const unsentDays = 7;

/** The end of the first undecided window with the longest grace period of any monitor. The monitors are read only if there is one. */
const heldSince = async ({ windows, monitors, clock }: MeasureContext): Promise<Instant | undefined> => {
  const end = await windows.firstUnsettledEnd();
  if (end === undefined || end > clock.now()) return undefined;
  return plus(end, Math.max(0, ...(await allMonitors(monitors)).map(graceOf)));
};

/**
 * Measures from what is stored how late things are, so that an alarm hears of it also if the function that should do them does not run. It
 * reads one row of each shard of three indexes, however much is waiting.
 */
export const measureDelays = (context: MeasureContext) => async (): Promise<Measurements> => {
  const { episodes, events, clock } = context;
  const now = clock.now();
  const [unsent, pending, held] = await Promise.all([
    episodes.oldestUnsent(plus(now, -unsentDays * day)),
    events.oldestPending(),
    heldSince(context),
  ]);
  return {
    unsentSeconds: secondsSince(unsent, now),
    pendingSeconds: secondsSince(pending, now),
    heldSeconds: secondsSince(held, now),
  };
};
