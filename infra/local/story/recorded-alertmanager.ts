import { apiClient } from '../../../shared/contracts/client.ts';
import { sendAlerts } from '../../../shared/contracts/monitors.ts';
import { sha256 } from '../../../shared/domain/sha256.ts';
import { callOrThrow } from '../calls.ts';
import type { AlertSource, DemoAlert, Destination } from './alert-source.ts';

/** A webhook message as recorded from Alertmanager 0.25, with this alert and this end. */
const message = ({ labels, summary, startsAt }: DemoAlert, endsAt: string | undefined) => {
  const status = endsAt === undefined ? 'firing' : 'resolved';
  const fingerprint = sha256(JSON.stringify(labels)).slice(0, 16);
  const annotations = { summary };
  const generatorURL = 'http://prometheus.example/graph';
  return {
    ...{ receiver: 'quiesce', status, version: '4', truncatedAlerts: 0 },
    alerts: [{ status, labels, annotations, startsAt, endsAt: endsAt ?? '0001-01-01T00:00:00Z', generatorURL, fingerprint }],
    ...{ groupLabels: labels, commonLabels: labels, commonAnnotations: annotations },
    ...{ externalURL: 'http://alertmanager.example', groupKey: `{}:{alertname="${labels.alertname}"}` },
  };
};

/** Sends recorded messages of Alertmanager to the same endpoint, if Alertmanager is not installed. */
export const recordedAlertmanager = ({ local, monitor }: Destination): AlertSource => {
  const client = apiClient(local.apiUrl, monitor.token);
  const send = async (alert: DemoAlert, endsAt?: string): Promise<void> => {
    await callOrThrow(() => client.call(sendAlerts, { params: { id: monitor.id }, body: message(alert, endsAt) }));
  };
  return {
    describe: [
      'Alertmanager is not installed: the demo sends recorded messages of it instead',
      "to use a real one: 'apt-get install prometheus-alertmanager' or 'brew install alertmanager', then 'npm start -- --story'",
    ],
    fire: (alert) => send(alert),
    resolve: (alert) => send(alert, new Date().toISOString()),
    stop: async () => undefined,
  };
};
