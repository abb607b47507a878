import { millis, second } from '../../domain/clock.ts';
import type { Episode } from '../../domain/episode/episode.ts';
import { verdictOf } from '../../domain/episode/verdict.ts';
import { DomainError, isDomainError, mismatch } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { cloudwatch, isOwnAlarm } from '../../domain/monitor/kinds/cloudwatch.ts';
import { graceOf, type Monitor } from '../../domain/monitor/monitor.ts';
import { type AlertLabels, identityOf, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import { outageMarkOf } from '../../domain/outage/outage-mark.ts';
import { isStaleWrite, type Write } from '../../domain/store.ts';
import { exemptionOf, type MonitorExemption } from '../../domain/suppression/exemption.ts';
import { countUnmapped } from './count-unmapped.ts';
import type { AlertContext } from './episode-context.ts';
import { type Judgement, judgeAlert } from './judge-alert.ts';
import { queueAll } from './queue-all.ts';
import { type AlertState, type ChunkState, readAlertState } from './read-alert-state.ts';
import { settleHeld, staysHeld } from './settle-held.ts';
import type { EpisodeTransition } from './transition-steps.ts';

/** Milliseconds after which ingest answers 503. What is stored by then stays stored, and the monitor sends the message again (S10). */
const budget = 6 * second;
/** How many alerts are read together, and how many transitions are committed at once. */
const chunkSize = 100;
const concurrency = 20;
/** How often an alert is judged again after its transition lost a race (S9). */
const attempts = 12;

const busy = () =>
  new DomainError('busy', 'store/busy', 'not all alerts could be stored in time; send the message again', { retryAfterSeconds: 1 });

/** Splits alerts into chunks, in order. An alert occurs once per chunk, so its second message is judged after the first one is stored. */
const chunksOf = (alerts: readonly ReceivedAlert[]): readonly (readonly ReceivedAlert[])[] => {
  const chunks: ReceivedAlert[][] = [];
  let identities = new Set<string>();
  for (const alert of alerts) {
    const identity = identityOf(alert);
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < chunkSize && !identities.has(identity)) chunk.push(alert);
    else {
      chunks.push([alert]);
      identities = new Set();
    }
    identities.add(identity);
  }
  return chunks;
};

/** A message that changes nothing but counts and words of an episode (S4). */
interface RepeatRecord {
  readonly alert: ReceivedAlert;
  readonly write: Write;
}

/** Whether an alert fires for the first time and leads to no CI, although everything could be read. */
const isUnmapped = ({ alert, episode, items, quiet }: AlertState): boolean =>
  alert.status === 'firing' && !episode && items.length === 0 && quiet !== undefined && !alert.isTest;

/** Receives alerts of one monitor. Each alert and its deliveries are stored before the monitor gets its answer (S10). */
const receiver = (context: AlertContext, monitor: Monitor, exemption: MonitorExemption) => {
  const { store, clock, queue } = context;
  const until = millis(clock.now()) + budget;
  const isLate = () => millis(clock.now()) >= until;
  const records: RepeatRecord[] = [];
  const unmapped: AlertLabels[] = [];
  const settle = settleHeld(context);

  const commit = async ({ writes, sends }: EpisodeTransition): Promise<void> => {
    if (isLate()) throw busy();
    await store.commit(writes);
    await queueAll(queue, sends);
  };

  /** Reads the windows again after the holds are stored, because a release pass that ran before did not see these holds (S8). */
  const checkHolds = async (held: readonly Episode[], { reading }: ChunkState): Promise<void> => {
    if (held.length === 0 || !reading) return;
    const again = await reading.again();
    const at = clock.now();
    const outdated = held.filter((episode) => !staysHeld(episode, verdictOf(again.of(episode.items), at, graceOf(monitor))));
    await inParallel(outdated, concurrency, ({ id }) => settle(id, { grace: monitor, barOf: exemption.barOf }));
  };

  const carryOut = async (judgement: Judgement, { alert }: AlertState): Promise<Episode | undefined> => {
    if (judgement.kind === 'record') {
      records.push(...judgement.transition.writes.map((write) => ({ alert, write })));
      return undefined;
    }
    if (judgement.kind === 'nothing') return undefined;
    await commit(judgement.transition);
    const { episode } = judgement.transition;
    // The stored labels may be cut, so those of the message say whether it may be held.
    const bar = exemption.barOf(alert.labels);
    if (judgement.kind === 'settle') await settle(episode.id, { grace: monitor, barOf: () => bar });
    return judgement.kind === 'transition' && episode.state === 'held' ? episode : undefined;
  };

  const chunk = async (alerts: readonly ReceivedAlert[], attempt = 1): Promise<void> => {
    const state = await readAlertState(context, exemption)(monitor, alerts);
    const judge = judgeAlert(context, monitor, exemption);
    if (attempt === 1) unmapped.push(...state.states.filter(isUnmapped).map(({ alert }) => alert.labels));
    const toRetry: ReceivedAlert[] = [];
    const held: Episode[] = [];
    const receive = async (one: AlertState): Promise<void> => {
      try {
        const episode = await carryOut(await judge(one), one);
        if (episode) held.push(episode);
      } catch (error) {
        if (!isStaleWrite(error)) throw error;
        toRetry.push(one.alert);
      }
    };
    try {
      await inParallel(state.states, concurrency, receive);
    } finally {
      await checkHolds(held, state);
    }
    if (toRetry.length === 0) return;
    if (attempt === attempts) throw busy();
    await chunk(toRetry, attempt + 1);
  };

  /** Stores a record. Returns its alert if the episode has changed, so that it must be judged again. */
  const storeRecord = async ({ alert, write }: RepeatRecord): Promise<readonly ReceivedAlert[]> => {
    if (isLate()) return [];
    try {
      await store.commitOne(write);
      return [];
    } catch (error) {
      if (isDomainError(error)) return [];
      if (!isStaleWrite(error)) throw error;
      return [alert];
    }
  };

  /**
   * Stores the records. They decide nothing, so they never refuse a message: they are left out when the time budget ends or the store does
   * not answer.
   */
  const storeRecords = async (attempt = 1): Promise<void> => {
    const toRetry = (await inParallel(records.splice(0), concurrency, storeRecord)).flat();
    if (toRetry.length === 0 || attempt === attempts) return;
    for (const some of chunksOf(toRetry)) await chunk(some);
    await storeRecords(attempt + 1);
  };

  return async (alerts: readonly ReceivedAlert[]): Promise<void> => {
    for (const some of chunksOf(alerts)) {
      if (isLate()) throw busy();
      await chunk(some);
    }
    await storeRecords();
    if (!isLate()) await countUnmapped(context)(monitor, unmapped);
  };
};

export interface ReceiveContext extends AlertContext {
  /** The beginning of the ARN of each alarm about Quiesce itself. */
  readonly ownAlarms: string;
}

/**
 * Receives alerts that are read already. Alarms about Quiesce itself are never received, whichever way they come: they must arrive also if
 * Quiesce is broken (M5).
 * @throws DomainError busy `store/busy`; mismatch `alerts/own-alarm`
 */
export const receiveEach =
  (context: ReceiveContext, monitor: Monitor) =>
  async (alerts: readonly ReceivedAlert[]): Promise<void> => {
    if (monitor.kind === cloudwatch.name && alerts.some(({ labels }) => isOwnAlarm(labels, context.ownAlarms)))
      throw mismatch(
        'alerts/own-alarm',
        'alarms about Quiesce itself are not taken, because they must arrive also if Quiesce is broken; let them notify people directly',
      );
    const isOutage = await outageMarkOf(monitor);
    const marked = alerts.map((alert) => (!alert.isTest && isOutage(alert.labels) ? { ...alert, isOutage: true as const } : alert));
    await receiver(context, monitor, await exemptionOf(monitor))(marked);
  };
