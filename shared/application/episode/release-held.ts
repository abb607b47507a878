import { earlier, type Instant, later, minute, plus } from '../../domain/clock.ts';
import type { Episode } from '../../domain/episode/episode.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { overAt } from '../../domain/window/window.ts';
import { readQuiet } from '../suppression/read-quiet.ts';
import { type AlertContext, eachOf } from './episode-context.ts';
import { remindPreExisting } from './remind-pre-existing.ts';
import { heardSince, settleHeld } from './settle-held.ts';
import { recordSettlement } from './settle-window.ts';

const atOnce = 20;
/** The last pass runs this long after the end and the largest grace (S8). */
const lastAfter = 20 * minute;

/** A monitor that was deleted as it held an alert: no recovery can come, and nobody is left to tell, but the account adds up (S4). */
const gone = { graceSeconds: 0, groupIntervalSeconds: 0 };

/** What a pass leaves: how many are still held under the window, and when the next pass is due, while there is one. */
export interface PassResult {
  readonly held: number;
  readonly next?: Instant;
}

/** All monitors: there are few, and a reminder may miss one that was made this second. */
const allMonitors = async ({ monitors }: AlertContext): Promise<readonly Monitor[]> => {
  const found: Monitor[] = [];
  let after: string | undefined;
  do {
    const page = await monitors.page({ limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.nextCursor;
  } while (after !== undefined);
  return found;
};

/**
 * Decides what is held under a window (S5, S8): at its end, at the end and each monitor's grace, after a withdrawal, and a last time 20
 * minutes later. Whoever ends a window writes it first; the pointers are queried after that. Running it twice is harmless.
 * `next` is the one instant at which to run it again; nothing once the last pass found nothing left.
 */
export const releasePass = (context: AlertContext) => {
  const { episodes, monitors, windows, clock } = context;
  const settle = settleHeld(context);
  const settled = recordSettlement(context);

  /** Decides the held ones by one reading of all their windows; gives how many stay, and the soonest end of a grace. */
  const decide = async (window: string): Promise<{ held: number; waits: readonly Instant[]; graces: readonly number[] }> => {
    const holds = (await episodes.holdsOf(window)).filter(({ held }) => held);
    const found = (await episodes.findMany(holds.map(({ episode }) => episode))).filter(({ state }) => state === 'held');
    const owners = new Map(
      (await monitors.findMany([...new Set(found.map(({ monitor }) => monitor))])).map((monitor) => [monitor.id, monitor]),
    );
    const at = clock.now();
    const since = found.map(heardSince).reduce(earlier, at);
    const reading = await readQuiet(context)(
      found.flatMap(({ items }) => items),
      { at, since },
    );
    let held = 0;
    const waits: Instant[] = [];
    await eachOf(found, atOnce, async (episode: Episode) => {
      const outcome = await settle(episode.id, owners.get(episode.monitor) ?? gone, reading);
      if (outcome.kind !== 'held') return;
      held += 1;
      if (outcome.until !== undefined) waits.push(outcome.until);
    });
    return { held, waits, graces: [...owners.values()].map(graceOf) };
  };

  return async (id: string): Promise<PassResult> => {
    const { held, waits, graces } = await decide(id);
    // A window that cannot be read has decided nothing: what it held went out above (S2).
    const [window] = await windows.findMany([id]);
    if (!window) return { held };
    const everyone = await allMonitors(context);
    const reminder = await remindPreExisting(context)(window, everyone);
    const now = clock.now();
    const end = overAt(window);
    // Decided for good: by then every recovery that counts has come.
    const decided = plus(end, Math.max(0, ...graces));
    const last = plus(end, Math.max(0, ...graces, ...everyone.map(graceOf)) + lastAfter);
    if (held === 0 && decided <= now) await settled(id, last <= now);
    if (held === 0 && last <= now) return { held };
    // At each grace's end, also where nothing is held yet: what began inside may still be heard of in the grace (S5).
    const graceEnds = everyone.map((monitor) => plus(end, graceOf(monitor))).filter((instant) => instant > now);
    // Still held past the last pass: it is looked at again each minute until nothing is.
    const instants = [...waits, ...graceEnds, ...(reminder === undefined ? [] : [reminder]), last <= now ? plus(now, minute) : last];
    return { held, next: later(instants.reduce(earlier), now) };
  };
};
