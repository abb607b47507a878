import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { Alertmanager, AlertReport } from '../../infra/local/alertmanager.ts';
import { openPager, type Page, type Pager } from '../../infra/local/pager.ts';
import { alertmanagerFor, alertmanagerIsMissing } from './alertmanager.ts';
import { type DeployedDesk, deployedDesk, inMillis } from './deployed-desk.ts';
import { eventually } from './poll.ts';

/** Out within 3 s, released within 5 s, on a machine that does nothing else. The sweep is the net at 70 s. */
export const soon = { within: 30_000 };
const farAhead = 600_000;
const states = ['held', 'forwarded', 'absorbed', 'released'] as const;

/** Long enough for a recovery that comes with the next group interval, on a slow machine too. */
export const graceSeconds = 5;

export interface SceneMonitor {
  readonly id: string;
  readonly token: string;
  readonly url: string;
}

/** A monitor of its own whose alerts go to the pager. */
export const aMonitor = async ({ stack, as }: DeployedDesk, pager: Pager, said: object = {}): Promise<SceneMonitor> => {
  const receiver = { kind: 'webhook', url: pager.url };
  const body = { name: `monitor ${randomUUID()}`, kind: 'alertmanager', graceSeconds, groupIntervalSeconds: 1, receiver, ...said };
  const answer = await as('admin').post('/v1/monitors', body);
  if (answer.status !== 201) throw new Error(`no monitor: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { id, token, receiver: shown } = answer.body;
  pager.trust(shown.secret);
  return { id, token, url: `${stack.apiUrl}/v1/monitors/${id}/alerts` };
};

/** What a page says, in short: `firing pre-existing`. */
const inShort = ({ data }: Page): string => [data.status, data.note ?? data.reason].filter(Boolean).join(' ');

/** The change that keeps CIs quiet, with what its window is known by. */
export interface QuietWork {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly windowId: string;
  readonly start: string;
  readonly end: string;
}

/** A planned change on CIs that is approved before its window begins: where the machine was too slow for that, asked for again with more time. */
export const agreed = async (
  desk: DeployedDesk,
  items: readonly string[],
  lasts: number,
  leads: readonly number[] = [6_000, 30_000],
): Promise<QuietWork> => {
  const [lead = 0, ...longer] = leads;
  const window = desk.window({}, lead, lasts);
  try {
    const { id, number, title, windowId = '' } = await desk.scheduled({ items, window });
    return { id, number, title, windowId, start: window.start, end: window.end };
  } catch (error) {
    if (longer.length === 0 || Date.now() < Date.parse(window.start)) throw error;
    return agreed(desk, items, lasts, longer);
  }
};

/**
 * For a file of tests: a real Alertmanager that reports to a monitor of the deployed stack, and the pager that the monitor tells. Stories
 * share them, and each has CIs of its own.
 */
export const alertScene = (desk = deployedDesk()) => {
  const started: { pager?: Pager; monitor?: SceneMonitor; alertmanager?: Alertmanager } = {};
  const sent: AlertReport[] = [];

  beforeAll(async () => {
    if (alertmanagerIsMissing) return;
    started.pager = await openPager();
    started.monitor = await aMonitor(desk, started.pager);
    started.alertmanager = await alertmanagerFor(started.monitor);
  });
  afterAll(async () => {
    await started.alertmanager?.stop();
    started.pager?.close();
  });

  const pager = (): Pager => started.pager ?? none('pager');
  const monitor = (): SceneMonitor => started.monitor ?? none('monitor');
  const alertmanager = (): Alertmanager => started.alertmanager ?? none('Alertmanager');

  /** Reports an alert that is not firing yet: one more that has to be accounted for. */
  const report = async (alert: AlertReport, lasts = farAhead): Promise<AlertReport> => {
    sent.push(alert);
    await alertmanager().post(alert, inMillis(lasts));
    return alert;
  };
  const fires = (ci: string, labels: Readonly<Record<string, string>> = {}, startsAt = inMillis(0)): Promise<AlertReport> => {
    const named = { alertname: 'HostDown', ci, severity: 'critical', ...labels };
    return report({ labels: named, startsAt, annotations: { summary: `${named.alertname} of ${ci}` } });
  };
  const recovers = (alert: AlertReport): Promise<void> => alertmanager().post(alert, inMillis(0));

  const isAbout = (alert: AlertReport, labels: Readonly<Record<string, string>>): boolean =>
    Object.entries(alert.labels).every(([name, value]) => labels[name] === value);
  const pagesOf = (alert: AlertReport): readonly Page[] =>
    pager()
      .calls.filter(({ answered, page }) => answered === 204 && isAbout(alert, page.data.labels))
      .map(({ page }) => page);
  /** What on-call was told of an alert, in order. */
  const told = (alert: AlertReport): readonly string[] => pagesOf(alert).map(inShort);

  const episodes = async (query = '') =>
    (await desk.viewer.get(`/v1/monitors/${monitor().id}/episodes?limit=200${query}`)).body.items as readonly {
      readonly id: string;
      readonly state: string;
      readonly open: boolean;
      readonly labels: Readonly<Record<string, string>>;
      readonly [field: string]: unknown;
    }[];
  /** What is stored of an alert, oldest first. */
  const episodesOf = async (alert: AlertReport) => (await episodes()).filter(({ labels }) => isAbout(alert, labels)).toReversed();
  const reaches = (alert: AlertReport, ...wanted: readonly string[]) =>
    eventually(async () => {
      const found = await episodesOf(alert);
      const shown = found.map(({ state }) => state).join();
      if (shown !== wanted.join()) throw new Error(`${alert.labels.alertname} is ${shown || 'not received'}, not ${wanted.join()}`);
      return found;
    }, soon);

  return {
    ...{ desk, pager, monitor, report, fires, recovers, pagesOf, told, episodesOf, reaches },
    /** CIs that are quiet from now on, for so long. */
    quiet: async (items: readonly string[], lasts = 3_600_000): Promise<QuietWork> => {
      const work = await agreed(desk, items, lasts);
      await eventually(
        async () => {
          const { suppressed } = await desk.quiet(items[0] ?? '');
          if (!suppressed) throw new Error(`${work.number} is not in force`);
        },
        { within: 60_000 },
      );
      return work;
    },
    agreed: (items: readonly string[], lasts: number) => agreed(desk, items, lasts),
    /** What the change says became of the alerts that it kept quiet. */
    tallyOf: async ({ id }: Pick<QuietWork, 'id'>) => (await desk.viewer.get(`/v1/changes/${id}/alerts`)).body,
    /** What was reported as an alert of its own, and what is stored of each, by state: they are the same ones. */
    ledger: async () => {
      const byState = await Promise.all(states.map(async (state) => [state, await episodes(`&state=${state}`)] as const));
      const key = ({ labels }: Pick<AlertReport, 'labels'>): string => `${labels.alertname} ${labels.ci ?? labels.instance}`;
      return {
        sent: sent.map(key).sort(),
        stored: byState.flatMap(([, found]) => found.map(key)).sort(),
        all: (await episodes()).length,
        held: byState.find(([state]) => state === 'held')?.[1].length,
      };
    },
  };
};

const none = (what: string): never => {
  throw new Error(`no ${what} runs`);
};

/** Waits for an instant that was agreed. */
export const until = (at: string): Promise<void> =>
  eventually(
    () => {
      if (Date.now() < Date.parse(at)) throw new Error(`it is not ${at} yet`);
    },
    { within: 120_000 },
  );

/** `02:17` of an instant. */
export const clockTime = (at: string): string => at.slice(11, 16);
