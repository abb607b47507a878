import type { Instant } from '../../domain/clock.ts';
import type { Episode, OpenEpisode } from '../../domain/episode/episode.ts';
import { endedReason } from '../../domain/episode/reason.ts';
import { verdictOf } from '../../domain/episode/verdict.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { isStaleWrite } from '../../domain/store.ts';
import { type EndedQuiet, endedQuiet } from '../../domain/suppression/ended.ts';
import { exemptionOf } from '../../domain/suppression/exemption.ts';
import type { Window } from '../../domain/window/window.ts';
import { type QuietReading, readQuiet } from '../suppression/read-quiet.ts';
import type { AlertContext } from './episode-context.ts';
import { episodeTransitions } from './episode-transitions.ts';
import { queueAll } from './queue-all.ts';

const concurrency = 20;

/**
 * Sends a reminder of each alert that was sent before a window and still fires after it (S5). It reads only open episodes (S8). Returns
 * when to run it again, if reminders are still to come.
 */
export const remindPreExisting = (context: AlertContext) => {
  const { episodes, changes, clock, store, queue } = context;
  const transitions = episodeTransitions(context);

  /** Whether this alert was sent before the suppression that has ended, and the window was a part of that suppression. */
  const wasSuppressed = (open: Pick<OpenEpisode, 'announcedAt'>, ended: EndedQuiet | undefined, window: string): ended is EndedQuiet =>
    ended !== undefined && open.announcedAt !== undefined && open.announcedAt < ended.from && ended.windows.includes(window);

  const remind = async (episode: Episode, ended: EndedQuiet): Promise<void> => {
    const reason = endedReason('pre-existing', ended, episode.startsAt);
    const remindedFor = [...new Set([...episode.remindedFor, ...ended.windows])];
    try {
      const { writes, sends } = transitions.remind(episode, { note: 'pre-existing', reason }, { remindedFor });
      await store.commit(writes);
      await queueAll(queue, sends);
    } catch (error) {
      // The episode changed: it was resolved, or another pass was faster. If a reminder is still due, the next pass sends it.
      if (!isStaleWrite(error)) throw error;
    }
  };

  const ofMonitor = async (
    monitor: Monitor,
    window: string,
    announced: readonly OpenEpisode[],
    reading: QuietReading,
  ): Promise<Instant | undefined> => {
    const at = clock.now();
    const { isExempt, dated } = await exemptionOf(monitor);
    const touched = announced.filter((open) => wasSuppressed(open, endedQuiet(reading.of(open.items.map((id) => ({ id }))), at), window));
    const waits: Instant[] = [];
    await inParallel(await episodes.findMany(touched.map(({ episode }) => episode)), concurrency, async (episode) => {
      // The episode also knows its labels, and when the alias and the mapping rule were added (W1). Its open row does not.
      const quiet = reading.of(dated(episode.labels, episode.items));
      const ended = endedQuiet(quiet, at);
      if (!episode.open || episode.remindedFor.includes(window) || !wasSuppressed(episode, ended, window)) return;
      // An exempt alert was not suppressed, and its reminders were sent during the window (S6).
      if (isExempt(episode.labels) === true) return;
      const verdict = verdictOf(quiet, at, graceOf(monitor));
      if (verdict.kind === 'grace') waits.push(verdict.until);
      if (verdict.kind === 'send') await remind(episode, ended);
    });
    return waits.sort()[0];
  };

  /** Whether an alert is about a CI of the window's approved scope. If the scope cannot be found, every alert may be (S2). */
  const inScopeOf = async ({ change, revision, digest }: Window): Promise<(open: OpenEpisode) => boolean> => {
    const scope = new Set((await changes.scope(change, revision, digest)).map(({ item }) => item));
    return ({ items }) => scope.size === 0 || items.some((item) => scope.has(item));
  };

  return async (window: Window, monitors: readonly Monitor[]): Promise<Instant | undefined> => {
    const waits: Instant[] = [];
    const isInScope = await inScopeOf(window);
    // A monitor that observes has sent its alerts during the window, too.
    for (const monitor of monitors.filter(({ preExisting, mode }) => preExisting === 'remind' && mode === 'enforce')) {
      const open = await episodes.openOf(monitor.id);
      const announced = open.filter((one) => one.announcedAt !== undefined && isInScope(one));
      const reading = await readQuiet(context)(
        announced.flatMap(({ items }) => items.map((id) => ({ id }))),
        { at: clock.now(), since: '' },
      );
      const wait = await ofMonitor(monitor, window.id, announced, reading);
      if (wait !== undefined) waits.push(wait);
    }
    return waits.sort()[0];
  };
};
