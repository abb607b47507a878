import { type Alertmanager, findAlertmanager, type MonitorAddress, startAlertmanager } from '../../infra/local/alertmanager.ts';
import { itWhen } from './skip.ts';

const program = findAlertmanager();

/** Whether Alertmanager is not installed. The tests of a file are skipped then, and nothing is started for them. */
export const alertmanagerIsMissing = program === undefined;

export const itWithAlertmanager = itWhen(
  !alertmanagerIsMissing,
  'prometheus-alertmanager is not installed: apt-get install prometheus-alertmanager',
);

/** Starts a real Alertmanager that sends to a monitor of the deployed stack. */
export const alertmanagerFor = (monitor: MonitorAddress): Promise<Alertmanager> => {
  if (program === undefined) throw new Error('Alertmanager is not installed');
  return startAlertmanager(program, monitor);
};
