import { isDomainError, mismatch } from '../../domain/errors.ts';
import { cloudwatch, isOwnAlarm } from '../../domain/monitor/kinds/cloudwatch.ts';
import type { Monitor } from '../../domain/monitor/monitor.ts';
import { allMonitors } from './all-monitors.ts';
import { type ReceiveContext, receiveEach } from './receive-each.ts';

/** `none`: the event changes nothing. `unclaimed`: no monitor lists the account and region of the alarm. */
export type AlarmOutcome = 'received' | 'unclaimed' | 'none';

const isDeleted = (error: unknown): boolean => isDomainError(error) && error.kind === 'missing';

/**
 * Receives a state change of a CloudWatch alarm from the event bus, for every monitor that lists its account and region (M5). Alarms about
 * Quiesce itself are passed over.
 * @throws DomainError invalid `body/invalid`; mismatch `alerts/unreadable`; busy `store/busy`
 */
export const receiveAlarm =
  (context: ReceiveContext) =>
  async (event: unknown): Promise<AlarmOutcome> => {
    const { alerts, unreadable } = cloudwatch.read(event, context.clock.now());
    const [refused] = unreadable;
    if (refused) throw mismatch('alerts/unreadable', refused.reason);
    const [alert] = alerts;
    if (!alert || isOwnAlarm(alert.labels, context.ownAlarms)) return 'none';
    const isClaimedBy = (monitor: Monitor) => monitor.kind === cloudwatch.name && cloudwatch.takes?.(alert.labels, monitor) === true;
    const receiveFor = async ({ id }: Monitor): Promise<boolean> => {
      // The list is an index, so the monitor may have changed since.
      const monitor = await context.monitors.get(id);
      if (!isClaimedBy(monitor)) return false;
      await receiveEach(context, monitor)([alert]);
      return true;
    };
    const received = await Promise.allSettled((await allMonitors(context.monitors)).filter(isClaimedBy).map(receiveFor));
    const failed = received.find((one) => one.status === 'rejected' && !isDeleted(one.reason));
    if (failed?.status === 'rejected') throw failed.reason;
    return received.some((one) => one.status === 'fulfilled' && one.value) ? 'received' : 'unclaimed';
  };
