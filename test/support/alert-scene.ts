import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Alertmanager, AlertReport } from '../../infra/local/alertmanager.ts';
import { openPager, type Page, type Pager } from '../../infra/local/pager.ts';
import { alertmanagerFor, alertmanagerIsMissing, itWithAlertmanager } from './alertmanager.ts';
import { type DeployedDesk, deployedDesk, inMillis } from './deployed-desk.ts';
import { eventually } from './poll.ts';

/** A deadline for pages. They take 3 s, releases 5 s, on an idle machine. After a lost message the sweep sends them within 70 s. */
export const soon = { within: 30_000 };
const farAhead = 600_000;
const states = ['held', 'forwarded', 'absorbed', 'released'] as const;

/** Long enough for a recovery with the next group interval, on a slow machine too. */
export const graceSeconds = 5;

export interface SceneMonitor {
  readonly id: string;
  readonly token: string;
  readonly url: string;
}

/** A new monitor whose alerts go to the pager. */
export const aMonitor = async ({ stack, as }: DeployedDesk, pager: Pager, overrides: object = {}): Promise<SceneMonitor> => {
  const receiver = { kind: 'webhook', url: pager.url };
  const body = { name: `monitor ${randomUUID()}`, kind: 'alertmanager', graceSeconds, groupIntervalSeconds: 1, receiver, ...overrides };
  const answer = await as('admin').post('/v1/monitors', body);
  if (answer.status !== 201) throw new Error(`the monitor was not created: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { id, token, receiver: shown } = answer.body;
  pager.trust(shown.secret);
  return { id, token, url: `${stack.apiUrl}/v1/monitors/${id}/alerts` };
};

/** The status and the note or reason of a page: `firing pre-existing`. */
const textOf = ({ data }: Page): string => [data.status, data.note ?? data.reason].filter(Boolean).join(' ');

/** A scheduled change and its window. */
export interface QuietWork {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly windowId: string;
  readonly start: string;
  readonly end: string;
}

/** A planned change on CIs that is approved before its window begins. If the machine was too slow, another change gets more time. */
export const scheduledWork = async (
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
    return scheduledWork(desk, items, lasts, longer);
  }
};

/**
 * For a file of tests: a real Alertmanager that reports to a monitor of the deployed stack, and the pager that receives the monitor's
 * alerts. The tests of the file share them, and each creates its own CIs.
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

  const pager = (): Pager => started.pager ?? notRunning('pager');
  const monitor = (): SceneMonitor => started.monitor ?? notRunning('monitor');
  const alertmanager = (): Alertmanager => started.alertmanager ?? notRunning('Alertmanager');

  /** Reports an alert that is not firing yet, and adds it to the ledger. */
  const report = async (alert: AlertReport, lasts = farAhead): Promise<AlertReport> => {
    sent.push(alert);
    await alertmanager().post(alert, inMillis(lasts));
    return alert;
  };
  const fires = (ci: string, labels: Readonly<Record<string, string>> = {}, startsAt = inMillis(0)): Promise<AlertReport> => {
    const allLabels = { alertname: 'HostDown', ci, severity: 'critical', ...labels };
    return report({ labels: allLabels, startsAt, annotations: { summary: `${allLabels.alertname} of ${ci}` } });
  };
  const recovers = (alert: AlertReport): Promise<void> => alertmanager().post(alert, inMillis(0));

  const isAbout = (alert: AlertReport, labels: Readonly<Record<string, string>>): boolean =>
    Object.entries(alert.labels).every(([name, value]) => labels[name] === value);
  const pagesOf = (alert: AlertReport): readonly Page[] =>
    pager()
      .calls.filter(({ answered, page }) => answered === 204 && isAbout(alert, page.data.labels))
      .map(({ page }) => page);
  /** The texts of the pages about an alert, in order. */
  const pageTexts = (alert: AlertReport): readonly string[] => pagesOf(alert).map(textOf);

  const episodes = async (query = '') =>
    (await desk.viewer.get(`/v1/monitors/${monitor().id}/episodes?limit=200${query}`)).body.items as readonly {
      readonly id: string;
      readonly state: string;
      readonly open: boolean;
      readonly labels: Readonly<Record<string, string>>;
      readonly [field: string]: unknown;
    }[];
  /** The stored episodes of an alert, oldest first. */
  const episodesOf = async (alert: AlertReport) => (await episodes()).filter(({ labels }) => isAbout(alert, labels)).toReversed();
  /** Waits until the episodes of an alert have these states, oldest first. */
  const reaches = (alert: AlertReport, ...expected: readonly string[]) =>
    eventually(async () => {
      const found = await episodesOf(alert);
      const shown = found.map(({ state }) => state).join();
      if (shown !== expected.join()) throw new Error(`${alert.labels.alertname} is ${shown || 'not received'}, not ${expected.join()}`);
      return found;
    }, soon);

  return {
    ...{ desk, pager, monitor, report, fires, recovers, pagesOf, pageTexts, episodesOf, reaches },
    /** Schedules a change on these CIs and waits until its window is in force. */
    suppress: async (items: readonly string[], lasts = 3_600_000): Promise<QuietWork> => {
      const work = await scheduledWork(desk, items, lasts);
      await eventually(
        async () => {
          const { suppressed } = await desk.suppressionOf(items[0] ?? '');
          if (!suppressed) throw new Error(`${work.number} is not in force`);
        },
        { within: 60_000 },
      );
      return work;
    },
    scheduledWork: (items: readonly string[], lasts: number) => scheduledWork(desk, items, lasts),
    /** The tally of the alerts that the change suppressed. */
    tallyOf: async ({ id }: Pick<QuietWork, 'id'>) => (await desk.viewer.get(`/v1/changes/${id}/alerts`)).body,
    /** The names of all reported alerts and of all stored episodes. A correct ledger has the same names in both. */
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

/** The last test of a file: compares all alerts that the file sent with the stored episodes. */
export const itStoresEveryAlert = ({ ledger }: Pick<ReturnType<typeof alertScene>, 'ledger'>): void =>
  itWithAlertmanager('S4 every alert that was sent is stored as one episode', async () => {
    const { sent, stored, all, held } = await ledger();

    expect(stored).toEqual(sent);
    expect([all, held]).toEqual([sent.length, 0]);
  });

const notRunning = (what: string): never => {
  throw new Error(`no ${what} is running`);
};

/** Waits for an instant. */
export const until = (at: string): Promise<void> =>
  eventually(
    () => {
      if (Date.now() < Date.parse(at)) throw new Error(`it is not ${at} yet`);
    },
    { within: 120_000 },
  );

/** The time of day of an instant, such as `02:17`. */
export const clockTime = (at: string): string => at.slice(11, 16);
