import { apiClient } from '../../../shared/contracts/client.ts';
import { listMonitorEpisodes } from '../../../shared/contracts/monitors.ts';
import { demand } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';
import type { AlertSource, DemoAlert } from './alert-source.ts';
import type { DemoMonitor } from './monitor.ts';
import { eventually } from './narrator.ts';
import type { Page, Pager } from './pager.ts';

/** Everything that the story's chapters play with. */
export interface Scene {
  readonly local: HandOut;
  readonly pager: Pager;
  readonly monitor: DemoMonitor;
  readonly alerts: AlertSource;
  /** Sets this telling's alerts apart from those of another. */
  readonly telling: string;
}

/** An alert that begins now. */
export const alertNow = ({ telling }: Scene, alertname: string, instance: string, summary: string): DemoAlert => ({
  labels: { alertname, instance, severity: 'critical', telling },
  summary,
  startsAt: new Date().toISOString(),
});

export const pagesOf = ({ pager, telling }: Scene, alertname: string, type: Page['type']): readonly Page[] =>
  pager.pages.filter((page) => page.type === type && page.data.labels.alertname === alertname && page.data.labels.telling === telling);

/** The page for an alert. Each is out within seconds; the sweep is the net at 70 s. */
export const pageOf = (scene: Scene, alertname: string, type: Page['type']): Promise<Page> => {
  const { apiUrl } = scene.local;
  const episodes = `GET ${apiUrl}/v1/monitors/${scene.monitor.id}/episodes, .quiesce/ministack.log`;
  const look = () => `${episodes}; deliveries that the pager refused for their signature: ${scene.pager.refused()}`;
  return eventually({ what: `the page about ${alertname} (${type})`, seconds: 75, look }, () => pagesOf(scene, alertname, type)[0]);
};

/** What Quiesce says became of an alert: waits for one of these states. */
export const untilState = async (scene: Scene, alertname: string, state: 'held' | 'absorbed'): Promise<void> => {
  const { local, monitor, telling } = scene;
  const auditor = apiClient(local.apiUrl, local.tokens.auditor);
  const look = `GET ${local.apiUrl}/v1/monitors/${monitor.id}/episodes and .quiesce/ministack.log`;
  await eventually({ what: `${alertname} to be ${state}`, seconds: 20, look }, async () => {
    const { items } = await demand(() => auditor.call(listMonitorEpisodes, { params: { id: monitor.id }, query: { state } }));
    return items.find(({ labels }) => labels.alertname === alertname && labels.telling === telling);
  });
};
