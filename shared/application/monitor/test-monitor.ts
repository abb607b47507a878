import type { Ids } from '../../domain/clock.ts';
import { labelsIn } from '../../domain/monitor/alert-labels.ts';
import { type AlertLabels, identityOf, type ReceivedAlert } from '../../domain/monitor/received-alert.ts';
import { episodeTransitions } from '../episode/episode-transitions.ts';
import { type ReceiveContext, receiveEach } from '../episode/receive-each.ts';

interface TestContext extends ReceiveContext {
  readonly ids: Ids;
}

/** The labels of a test alert, unless the caller gives others of the same names. */
const defaultLabels: AlertLabels = { alertname: 'QuiesceTest' };

/**
 * Sends one alert through a monitor, as if the monitor had sent it: it is mapped, decided, stored and sent or held like any other. If it is
 * sent, its episode is closed without a recovery, because nothing fires. If it is held, the end of the window decides it.
 * @throws DomainError missing `monitor/not-found`; busy `store/busy`; mismatch `alerts/own-alarm`
 */
export const testMonitor =
  (context: TestContext) =>
  async (id: string, labels: Readonly<Record<string, unknown>> = {}): Promise<{ readonly episode: string }> => {
    const { clock, ids, episodes, store } = context;
    const monitor = await context.monitors.get(id);
    const now = clock.now();
    const alert: ReceivedAlert = {
      ...{
        fingerprint: `test:${ids.next()}`,
        status: 'firing',
        labels: { ...defaultLabels, ...labelsIn(labels) },
        startsAt: now,
        endsAt: now,
      },
      isTest: true,
      annotations: { summary: `Test of the monitor ${monitor.name}. Nothing is wrong, and no recovery follows.` },
    };
    await receiveEach(context, monitor)([alert]);
    const [open] = await episodes.open(id, [identityOf(alert)]);
    if (!open) throw new Error('the episode of a test alert is not stored');
    const episode = await episodes.find(open.episode);
    if (episode && episode.state !== 'held') await store.commit(episodeTransitions(context).end(episode, open).writes);
    return { episode: open.episode };
  };
