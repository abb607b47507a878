import { millis, second } from '../../domain/clock.ts';
import type { Episode } from '../../domain/episode/episode.ts';
import { verdictOf } from '../../domain/episode/verdict.ts';
import { DomainError, mismatch } from '../../domain/errors.ts';
import { readAlerts } from '../../domain/monitor/alertmanager-webhook.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import type { ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import { isStaleWrite } from '../../domain/store.ts';
import { type AlertContext, eachOf, queueAll } from './episode-context.ts';
import { type Judgement, judgeAlert } from './judge-alert.ts';
import type { EpisodeMove } from './moves.ts';
import { type AlertState, type ChunkState, readAlertState } from './read-alert-state.ts';
import { settleHeld, staysHeld } from './settle-held.ts';

/** Ingest stops after this with 503 and keeps what is stored; the next delivery goes on from there (S10). */
const budget = 6 * second;
/** So many alerts are read together, and so many of their moves are under way at once. */
const chunkSize = 100;
const atOnce = 20;
/** How often one alert is judged again because somebody else was faster (S9). */
const attempts = 12;

const busy = () =>
  new DomainError('busy', 'store/busy', 'not all alerts could be stored in time: send them again', { retryAfterSeconds: 1 });

/** Alerts in order, up to a hundred together, each of another name: what is told twice in one message is judged one after the other. */
const chunksOf = (alerts: readonly ReceivedAlert[]): readonly (readonly ReceivedAlert[])[] => {
  const chunks: ReceivedAlert[][] = [];
  let names = new Set<string>();
  for (const alert of alerts) {
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < chunkSize && !names.has(alert.fingerprint)) chunk.push(alert);
    else {
      chunks.push([alert]);
      names = new Set();
    }
    names.add(alert.fingerprint);
  }
  return chunks;
};

/** Receives alerts of one monitor: each is stored with what is to be sent for it before the monitor hears of it (S10). */
const receiver = (context: AlertContext, monitor: Monitor) => {
  const { store, clock, queue } = context;
  const until = millis(clock.now()) + budget;
  const isLate = () => millis(clock.now()) >= until;
  const counts: { readonly alert: ReceivedAlert; readonly move: EpisodeMove }[] = [];
  const settle = settleHeld(context);

  const commit = async ({ writes, sends }: EpisodeMove): Promise<void> => {
    if (isLate()) throw busy();
    await store.commit(writes);
    await queueAll(queue, sends);
  };

  /** The windows are read again after the hold: whoever ended one before did not see it (S8). */
  const checkHolds = async (held: readonly Episode[], { reading }: ChunkState): Promise<void> => {
    if (held.length === 0 || !reading) return;
    const again = await reading.again();
    const at = clock.now();
    const moved = held.filter((episode) => !staysHeld(episode, verdictOf(again.of(episode.items), at, graceOf(monitor))));
    await eachOf(moved, atOnce, async ({ id }) => void (await settle(id, monitor)));
  };

  const carryOut = async (judgement: Judgement, { alert }: AlertState): Promise<Episode | undefined> => {
    if (judgement.kind === 'count') counts.push({ alert, move: judgement.move });
    if (judgement.kind === 'settle') await settle(judgement.episode, monitor);
    if (judgement.kind !== 'move') return undefined;
    await commit(judgement.move);
    return judgement.move.episode.state === 'held' ? judgement.move.episode : undefined;
  };

  const chunk = async (alerts: readonly ReceivedAlert[], attempt = 1): Promise<void> => {
    const state = await readAlertState(context)(monitor, alerts);
    const judge = judgeAlert(context, monitor);
    const lost: ReceivedAlert[] = [];
    const held: Episode[] = [];
    const receive = async (one: AlertState): Promise<void> => {
      try {
        const episode = await carryOut(await judge(one), one);
        if (episode) held.push(episode);
      } catch (error) {
        if (!isStaleWrite(error)) throw error;
        lost.push(one.alert);
      }
    };
    try {
      await eachOf(state.states, atOnce, receive);
    } finally {
      await checkHolds(held, state);
    }
    if (lost.length === 0) return;
    if (attempt === attempts) throw busy();
    await chunk(lost, attempt + 1);
  };

  /** Counts move nothing: one that the end of our time leaves out is not worth a refusal, one whose episode moved is judged again. */
  const count = async (attempt = 1): Promise<void> => {
    const lost: ReceivedAlert[] = [];
    await eachOf(counts.splice(0), atOnce, async ({ alert, move }) => {
      if (isLate()) return;
      await store.commit(move.writes).catch((error: unknown) => (isStaleWrite(error) ? lost.push(alert) : Promise.reject(error)));
    });
    if (lost.length === 0 || attempt === attempts) return;
    for (const some of chunksOf(lost)) await chunk(some);
    await count(attempt + 1);
  };

  return async (alerts: readonly ReceivedAlert[]): Promise<void> => {
    for (const some of chunksOf(alerts)) {
      if (isLate()) throw busy();
      await chunk(some);
    }
    await count();
  };
};

export interface ReceivedMessage {
  readonly truncatedAlerts: number;
  readonly alerts: readonly unknown[];
}

/**
 * Takes a monitor's message (M1): what can be read is stored and decided even where the message has to be refused.
 * @throws DomainError missing `monitor/not-found`; mismatch `alerts/truncated`, `alerts/unreadable`; busy `store/busy`
 */
export const receiveAlerts =
  (context: AlertContext) =>
  async (
    monitorId: string,
    { alerts, truncatedAlerts }: ReceivedMessage,
  ): Promise<{ readonly received: number; readonly stored: number }> => {
    const monitor = await context.monitors.get(monitorId);
    const { readable, unreadable } = readAlerts(alerts, context.clock.now());
    await receiver(context, monitor)(readable);
    if (truncatedAlerts > 0) {
      const advice = `${truncatedAlerts} alerts were left out of this message: set max_alerts: 0`;
      throw mismatch('alerts/truncated', advice);
    }
    if (unreadable > 0)
      throw mismatch('alerts/unreadable', `${unreadable} of ${alerts.length} alerts cannot be read; the others are stored`);
    return { received: alerts.length, stored: readable.length };
  };
