import { isDomainError, mismatch } from '../../domain/errors.ts';
import { cloudwatch } from '../../domain/monitor/kinds/cloudwatch.ts';
import { allMonitors } from '../monitor/all-monitors.ts';
import type { AlertContext } from './episode-context.ts';
import { receiveAlerts } from './receive-alerts.ts';

interface AlarmContext extends AlertContext {
  /** The beginning of the ARN of each alarm about Quiesce itself. */
  readonly ownAlarms: string;
}

/** `none`: the event changes nothing. `unclaimed`: no monitor lists the account and region of the alarm. */
export type AlarmOutcome = 'received' | 'unclaimed' | 'none';

const isDeleted = (error: unknown): boolean => isDomainError(error) && error.kind === 'missing';

/**
 * Receives a state change of a CloudWatch alarm from the event bus, for every monitor that lists its account and region (M5). Alarms about
 * Quiesce itself are never received: they must arrive also if Quiesce is broken.
 * @throws DomainError invalid `body/invalid`; mismatch `alerts/unreadable`; busy `store/busy`
 */
export const receiveAlarm =
  (context: AlarmContext) =>
  async (event: unknown): Promise<AlarmOutcome> => {
    const { alerts, unreadable } = cloudwatch.read(event, context.clock.now());
    if (unreadable > 0) throw mismatch('alerts/unreadable', 'the state of the alarm is none of OK, ALARM and INSUFFICIENT_DATA');
    const [alert] = alerts;
    if (!alert || alert.labels.alarmArn?.startsWith(context.ownAlarms)) return 'none';
    const monitors = (await allMonitors(context.monitors)).filter(
      (monitor) => monitor.kind === cloudwatch.name && cloudwatch.takes?.(alert.labels, monitor),
    );
    const received = await Promise.allSettled(monitors.map(({ id }) => receiveAlerts(context)(id, event)));
    const failed = received.find((one) => one.status === 'rejected' && !isDeleted(one.reason));
    if (failed?.status === 'rejected') throw failed.reason;
    return received.some(({ status }) => status === 'fulfilled') ? 'received' : 'unclaimed';
  };
