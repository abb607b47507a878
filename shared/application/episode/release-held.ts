import { earlier, type Instant, later, minute, plus } from '../../domain/clock.ts';
import type { Episode } from '../../domain/episode/episode.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { defaultKindName } from '../../domain/monitor/kinds/kinds.ts';
import { graceOf } from '../../domain/monitor/monitor.ts';
import { exemptionOf } from '../../domain/suppression/exemption.ts';
import { overAt } from '../../domain/window/window.ts';
import { readQuiet } from '../suppression/read-quiet.ts';
import { allMonitors } from './all-monitors.ts';
import type { AlertContext } from './episode-context.ts';
import { remindPreExisting } from './remind-pre-existing.ts';
import { type Holder, relevantSince, settleHeld } from './settle-held.ts';
import { recordSettlement } from './settle-window.ts';

const concurrency = 20;
/** The last pass runs this long after the end of the longest grace period (S8). */
const lastAfter = 20 * minute;

/** Used for a monitor that was deleted while its alert was held. No recovery can follow, but the alert still has to be counted (S4). */
const deletedMonitor: Holder = { grace: { kind: defaultKindName, graceSeconds: 0, groupIntervalSeconds: 0 }, barOf: () => undefined };

/** How many episodes are still held under the window, and when to run the next pass, if one is needed. */
export interface PassResult {
  readonly held: number;
  readonly next?: Instant;
}

/**
 * Decides the episodes that are held under a window (S5, S8). It runs when the window ends or is withdrawn, at the end of each monitor's
 * grace period, and a last time 20 minutes after that. The window's end must be written before its holds are queried. Running it twice is
 * harmless.
 */
export const releasePass = (context: AlertContext) => {
  const { episodes, monitors, windows, clock } = context;
  const settle = settleHeld(context);
  const settled = recordSettlement(context);

  /** Decides the held episodes, reading each of their windows once. `waits`: ends of grace periods that still run. */
  const decide = async (window: string): Promise<{ held: number; waits: readonly Instant[]; graces: readonly number[] }> => {
    const holds = (await episodes.holdsOf(window)).filter(({ held }) => held);
    const found = (await episodes.findMany(holds.map(({ episode }) => episode))).filter(({ state }) => state === 'held');
    const owners = await monitors.findMany([...new Set(found.map(({ monitor }) => monitor))]);
    const holders = new Map(
      await Promise.all(owners.map(async (owner) => [owner.id, { grace: owner, barOf: (await exemptionOf(owner)).barOf }] as const)),
    );
    const at = clock.now();
    const since = found.map(relevantSince).reduce(earlier, at);
    const reading = await readQuiet(context)(
      found.flatMap(({ items }) => items),
      { at, since },
    );
    let held = 0;
    const waits: Instant[] = [];
    await inParallel(found, concurrency, async (episode: Episode) => {
      const outcome = await settle(episode.id, holders.get(episode.monitor) ?? deletedMonitor, reading);
      if (outcome.kind !== 'held') return;
      held += 1;
      if (outcome.until !== undefined) waits.push(outcome.until);
    });
    return { held, waits, graces: owners.map(graceOf) };
  };

  return async (id: string): Promise<PassResult> => {
    const { held, waits, graces } = await decide(id);
    // If the window cannot be read, it suppresses nothing, and its held episodes were released above (S2).
    const [window] = await windows.findMany([id]);
    if (!window) return { held };
    // A monitor that was created a moment ago may be missing. Then at most a reminder is not sent.
    const all = await allMonitors(monitors);
    const reminder = await remindPreExisting(context)(window, all);
    const now = clock.now();
    const end = overAt(window);
    // After this instant no recovery can be absorbed any more.
    const graceOver = plus(end, Math.max(0, ...graces));
    const last = plus(end, Math.max(0, ...graces, ...all.map(graceOf)) + lastAfter);
    if (held === 0 && graceOver <= now) await settled(id, last <= now);
    if (held === 0 && last <= now) return { held };
    // Also if nothing is held yet: an alert that started during the window may still arrive in the grace period (S5).
    const graceEnds = all.map((monitor) => plus(end, graceOf(monitor))).filter((instant) => instant > now);
    // If episodes are still held after the last pass, run it every minute until none is.
    const instants = [...waits, ...graceEnds, ...(reminder === undefined ? [] : [reminder]), last <= now ? plus(now, minute) : last];
    return { held, next: later(instants.reduce(earlier), now) };
  };
};
