import { randomBytes } from 'node:crypto';
import { apiClient } from '../../../shared/contracts/client.ts';
import { createMonitor, listMonitors, patchMonitor, rotateMonitorToken } from '../../../shared/contracts/monitors.ts';
import { demand, everyOne } from '../calls.ts';
import type { HandOut } from '../hand-out.ts';

/** The demo's monitor as those see it who send to it and get from it: its token and the receiver's secret are shown once. */
export interface DemoMonitor {
  readonly id: string;
  readonly token: string;
  readonly secret: string;
  readonly graceSeconds: number;
}

const name = 'Demo Alertmanager';
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Short, so that a story takes seconds. Usual are five minutes, and a grace of ten seconds more. */
const quick = { graceSeconds: 5, groupIntervalSeconds: 1 };

/** A monitor whose alerts go to this receiver; a second telling gives it a new token and a new secret. */
export const ensureMonitor = async ({ apiUrl, tokens }: HandOut, receiverUrl: string): Promise<DemoMonitor> => {
  const admin = apiClient(apiUrl, tokens.admin);
  const monitors = await everyOne((cursor) => demand(() => admin.call(listMonitors, { query: { limit: 200, cursor } })));
  const known = monitors.find((monitor) => monitor.name === name);
  if (!known) {
    const body = { name, kind: 'alertmanager', mode: 'enforce', ...quick, receiver: { kind: 'webhook', url: receiverUrl } } as const;
    const { id, token, receiver } = await demand(() => admin.call(createMonitor, { body }));
    return { id, token, secret: receiver.secret ?? '', graceSeconds: quick.graceSeconds };
  }
  const { id } = known;
  const secret = newSecret();
  await demand(() =>
    admin.call(patchMonitor, { params: { id }, body: { ...quick, receiver: { url: receiverUrl, secret } }, ifMatch: '*' }),
  );
  const { token } = await demand(() => admin.call(rotateMonitorToken, { params: { id }, body: { overlap: 'PT0S' } }));
  return { id, token, secret, graceSeconds: quick.graceSeconds };
};
