import { apiClient } from '../../../shared/contracts/client.ts';
import { listMonitorEpisodes } from '../../../shared/contracts/monitors.ts';
import { callOrThrow } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';
import type { Page, Pager, PagerCall } from '../pager.ts';
import type { AlertSource, DemoAlert } from './alert-source.ts';
import type { DemoMonitor } from './monitor.ts';
import { eventually } from './narrator.ts';

/** What each chapter of the demo works with. */
export interface Scene {
  readonly local: HandOut;
  readonly pager: Pager;
  readonly monitor: DemoMonitor;
  readonly alerts: AlertSource;
  /** When this run of the demo began. A label with this value distinguishes the alerts of this run from those of other runs. */
  readonly run: string;
}

/** An alert that begins now. */
export const alertNow = ({ run }: Scene, alertname: string, instance: string, summary: string): DemoAlert => ({
  labels: { alertname, instance, severity: 'critical', demo_run: run },
  summary,
  startsAt: new Date().toISOString(),
});

/** A page, and when the pager got it. */
type DatedPage = Page & Pick<PagerCall, 'at'>;

/** The pages of this run that the pager accepted. A delivery may be repeated, so repeats are dropped by their id. */
export const pagesOfRun = ({ pager, run }: Scene): readonly DatedPage[] => {
  const accepted = pager.calls.filter(({ answered, page }) => answered === 204 && page.data.labels.demo_run === run);
  const isRepeat = ({ page }: PagerCall, position: number) => accepted.findIndex((call) => call.page.id === page.id) < position;
  return accepted.filter((call, position) => !isRepeat(call, position)).map(({ page, at }) => ({ ...page, at }));
};

export const pagesOf = (scene: Scene, alertname: string, type: Page['type']): readonly DatedPage[] =>
  pagesOfRun(scene).filter((page) => page.type === type && page.data.labels.alertname === alertname);

/** Waits for the page about an alert. It takes seconds; after a lost message the sweep sends it within 70 s. */
export const pageOf = (scene: Scene, alertname: string, type: Page['type']): Promise<DatedPage> => {
  const { apiUrl } = scene.local;
  const episodes = `GET ${apiUrl}/v1/monitors/${scene.monitor.id}/episodes, .quiesce/ministack.log`;
  const refused = () => scene.pager.calls.filter(({ answered }) => answered === 401).length;
  const see = () => `${episodes}; deliveries that the pager refused because of their signature: ${refused()}`;
  return eventually({ what: `the page about ${alertname} (${type})`, seconds: 75, see }, () => pagesOf(scene, alertname, type)[0]);
};

/** Waits until the episode of an alert has this state. */
export const untilState = async (scene: Scene, alertname: string, state: 'held' | 'absorbed'): Promise<void> => {
  const { local, monitor, run } = scene;
  const auditor = apiClient(local.apiUrl, local.tokens.auditor);
  const see = `GET ${local.apiUrl}/v1/monitors/${monitor.id}/episodes and .quiesce/ministack.log`;
  await eventually({ what: `${alertname} to be ${state}`, seconds: 20, see }, async () => {
    const { items } = await callOrThrow(() => auditor.call(listMonitorEpisodes, { params: { id: monitor.id }, query: { state } }));
    return items.find(({ labels }) => labels.alertname === alertname && labels.demo_run === run);
  });
};
