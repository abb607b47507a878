import { randomBytes } from 'node:crypto';
import { apiClient } from '../../../shared/contracts/client.ts';
import { createMonitor, listMonitors, patchMonitor, rotateMonitorToken } from '../../../shared/contracts/monitors.ts';
import { callOrThrow, listAll } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';

/** The demo's monitor, with its token and the receiver's secret. The API shows both only once. */
export interface DemoMonitor {
  readonly id: string;
  readonly token: string;
  readonly secret: string;
  readonly graceSeconds: number;
}

const name = 'Demo Alertmanager';
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * Short times, so that the demo takes seconds. The usual group interval is five minutes, and the usual grace period is ten seconds longer.
 */
const shortTimes = { graceSeconds: 5, groupIntervalSeconds: 1 };

/** Creates the monitor whose alerts go to this receiver. Each further run of the demo gives it a new token and a new secret. */
export const ensureMonitor = async ({ apiUrl, tokens }: HandOut, receiverUrl: string): Promise<DemoMonitor> => {
  const admin = apiClient(apiUrl, tokens.admin);
  const monitors = await listAll((cursor) => callOrThrow(() => admin.call(listMonitors, { query: { limit: 200, cursor } })));
  const known = monitors.find((monitor) => monitor.name === name);
  if (!known) {
    const body = { name, kind: 'alertmanager', mode: 'enforce', ...shortTimes, receiver: { kind: 'webhook', url: receiverUrl } } as const;
    const { id, token, receiver } = await callOrThrow(() => admin.call(createMonitor, { body }));
    return { id, token, secret: receiver.kind === 'webhook' ? (receiver.secret ?? '') : '', graceSeconds: shortTimes.graceSeconds };
  }
  const { id } = known;
  const secret = newSecret();
  await callOrThrow(() =>
    admin.call(patchMonitor, { params: { id }, body: { ...shortTimes, receiver: { url: receiverUrl, secret } }, ifMatch: '*' }),
  );
  const { token } = await callOrThrow(() => admin.call(rotateMonitorToken, { params: { id }, body: { overlap: 'PT0S' } }));
  return { id, token, secret, graceSeconds: shortTimes.graceSeconds };
};
