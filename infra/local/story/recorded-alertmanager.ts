import { createHash } from 'node:crypto';
import { apiClient } from '../../../shared/contracts/client.ts';
import { sendAlerts } from '../../../shared/contracts/monitors.ts';
import { demand } from '../calls.ts';
import type { AlertSource, DemoAlert, Destination } from './alert-source.ts';

/** A message of Alertmanager 0.25 as it was recorded on the wire, with this alert and this time in it. */
const message = ({ labels, summary, startsAt }: DemoAlert, endsAt: string | undefined) => {
  const status = endsAt === undefined ? 'firing' : 'resolved';
  const fingerprint = createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
  const annotations = { summary };
  const generatorURL = 'http://prometheus.example/graph';
  return {
    ...{ receiver: 'quiesce', status, version: '4', truncatedAlerts: 0 },
    alerts: [{ status, labels, annotations, startsAt, endsAt: endsAt ?? '0001-01-01T00:00:00Z', generatorURL, fingerprint }],
    ...{ groupLabels: labels, commonLabels: labels, commonAnnotations: annotations },
    ...{ externalURL: 'http://alertmanager.example', groupKey: `{}:{alertname="${labels.alertname}"}` },
  };
};

/** Stands in where no Alertmanager is installed: the same messages, by the same way in. */
export const recordedAlertmanager = ({ local, monitor }: Destination): AlertSource => {
  const client = apiClient(local.apiUrl, monitor.token);
  const send = async (alert: DemoAlert, endsAt?: string): Promise<void> => {
    await demand(() => client.call(sendAlerts, { params: { id: monitor.id }, body: message(alert, endsAt) }));
  };
  return {
    describe: [
      'no Alertmanager is installed here: recorded messages of one are sent instead',
      "to see a real one: 'apt-get install prometheus-alertmanager' or 'brew install alertmanager', then 'npm start -- --story'",
    ],
    fire: (alert) => send(alert),
    resolve: (alert) => send(alert, new Date().toISOString()),
    stop: async () => undefined,
  };
};
