import { startAlertmanager } from '../alertmanager.ts';
import type { AlertSource, DemoAlert, Destination } from './alert-source.ts';

/** Alerts of a real Alertmanager, which runs on a loopback port as long as the demo does. */
export const realAlertmanager = async (program: string, { local, monitor }: Destination): Promise<AlertSource> => {
  const url = `${local.apiUrl}/v1/monitors/${monitor.id}/alerts`;
  const alertmanager = await startAlertmanager(program, { url, token: monitor.token });
  const post = ({ labels, summary, startsAt }: DemoAlert, endsAt?: string): Promise<void> =>
    alertmanager.post({ labels, annotations: { summary }, startsAt }, endsAt);
  return {
    describe: [`a real Alertmanager runs at ${alertmanager.url} during the demo; its webhook is the monitor's address`],
    fire: (alert) => post(alert),
    resolve: (alert) => post(alert, new Date().toISOString()),
    stop: alertmanager.stop,
  };
};
