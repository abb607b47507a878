import type { Instant } from '../../domain/clock.ts';
import type { Episode, OpenEpisode } from '../../domain/episode/episode.ts';
import { endedReason } from '../../domain/episode/reason.ts';
import { verdictOf } from '../../domain/episode/verdict.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { isStaleWrite } from '../../domain/store.ts';
import { type EndedQuiet, endedQuiet } from '../../domain/suppression/ended.ts';
import type { Window } from '../../domain/window/window.ts';
import { type QuietReading, readQuiet } from '../suppression/read-quiet.ts';
import { type AlertContext, eachOf, queueAll } from './episode-context.ts';
import { isExempt } from './is-exempt.ts';
import { movesOf } from './moves.ts';

const atOnce = 20;

/**
 * What was announced before a window and still fires after it is told once more (S5), at the cost of what is firing (S8). Gives the
 * soonest instant at which there is more to remind of.
 */
export const remindPreExisting = (context: AlertContext) => {
  const { episodes, changes, clock, store, queue } = context;
  const moves = movesOf(context);

  /** The quiet that has ended and kept this alert quiet under the window, if it was announced before that. */
  const keptQuiet = (open: Pick<OpenEpisode, 'announcedAt'>, ended: EndedQuiet | undefined, window: string): ended is EndedQuiet =>
    ended !== undefined && open.announcedAt !== undefined && open.announcedAt < ended.from && ended.windows.includes(window);

  const remind = async (episode: Episode, ended: EndedQuiet): Promise<void> => {
    const reason = endedReason('pre-existing', ended, episode.startsAt);
    const remindedFor = [...new Set([...episode.remindedFor, ...ended.windows])];
    try {
      const move = moves.remind(episode, { note: 'pre-existing', reason }, { remindedFor });
      await store.commit(move.writes);
      await queueAll(queue, move.sends);
    } catch (error) {
      // It moved: it recovered, or another pass was faster. A reminder that is still due comes with the next pass.
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
    const touched = announced.filter((open) => keptQuiet(open, endedQuiet(reading.of(open.items.map((id) => ({ id }))), at), window));
    const waits: Instant[] = [];
    await eachOf(await episodes.findMany(touched.map(({ episode }) => episode)), atOnce, async (episode) => {
      // Now with the instants since when alias and rule led to the CIs (W1), which the pointer does not know.
      const quiet = reading.of(episode.items);
      const ended = endedQuiet(quiet, at);
      if (!episode.open || episode.remindedFor.includes(window) || !keptQuiet(episode, ended, window)) return;
      // Never suppressed: no window kept it quiet, and its reminders came inside as well (S6).
      if (isExempt(monitor, episode.labels) === true) return;
      const verdict = verdictOf(quiet, at, graceOf(monitor));
      if (verdict.kind === 'grace') waits.push(verdict.until);
      if (verdict.kind === 'out') await remind(episode, ended);
    });
    return waits.sort()[0];
  };

  /** What may have been quiet under the window: about a CI of its approved scope. A scope that is not there rules nothing out (S2). */
  const inScopeOf = async ({ change, revision, digest }: Window): Promise<(open: OpenEpisode) => boolean> => {
    const scope = new Set((await changes.scope(change, revision, digest)).map(({ item }) => item));
    return ({ items }) => scope.size === 0 || items.some((item) => scope.has(item));
  };

  return async (window: Window, monitors: readonly Monitor[]): Promise<Instant | undefined> => {
    const waits: Instant[] = [];
    const isInScope = await inScopeOf(window);
    for (const monitor of monitors.filter(({ preExisting }) => preExisting === 'remind')) {
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
