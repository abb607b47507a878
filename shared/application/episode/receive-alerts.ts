import { type FieldError, mismatch } from '../../domain/errors.ts';
import { kindNamed } from '../../domain/monitor/kinds/kinds.ts';
import type { UnreadableAlert } from '../../domain/monitor/kinds/monitor-kind.ts';
import { type ReceiveContext, receiveEach } from './receive-each.ts';
import { recordTruncation, type TruncationContext } from './record-truncation.ts';

export type IngestContext = ReceiveContext & TruncationContext;

/** At most this many unreadable alerts are named in the answer. */
const namedErrors = 20;

const errorsOf = (unreadable: readonly UnreadableAlert[]): readonly FieldError[] =>
  unreadable.slice(0, namedErrors).map(({ index, reason }) => ({ pointer: `/alerts/${index}`, code: 'alerts/unreadable', detail: reason }));

/**
 * Receives a monitor's message (M1). Alerts that can be read are stored and decided even if the message as a whole has to be refused.
 * @throws DomainError missing `monitor/not-found`; invalid `body/invalid`; mismatch `alerts/truncated`, `alerts/unreadable`, `alerts/not-listed`,
 * `alerts/own-alarm`; busy `store/busy`
 */
export const receiveAlerts =
  (context: IngestContext) =>
  async (monitorId: string, body: unknown): Promise<{ readonly received: number; readonly stored: number }> => {
    const monitor = await context.monitors.get(monitorId);
    const kind = kindNamed(monitor.kind);
    const { alerts: readable, unreadable, incomplete = [], truncated } = kind.read(body, context.clock.now());
    const alerts = readable.filter(({ labels }) => kind.takes?.(labels, monitor) ?? true);
    await receiveEach(context, monitor)(alerts);
    const received = readable.length + unreadable.length;
    const errors = errorsOf([...unreadable, ...incomplete]);
    if (truncated > 0) {
      await recordTruncation(context)(monitor.id, truncated);
      throw mismatch('alerts/truncated', `${truncated} alerts were left out of this message; ${kind.advice.truncated}`, errors);
    }
    if (unreadable.length > 0)
      throw mismatch(
        'alerts/unreadable',
        `${unreadable.length} of ${received} alerts cannot be read; ${alerts.length > 0 ? 'the others are stored' : 'none is stored'}`,
        errors,
      );
    if (incomplete.length > 0)
      throw mismatch('alerts/unreadable', `${incomplete.length} of ${received} alerts are stored only in part`, errors);
    const notListed = readable.length - alerts.length;
    if (notListed > 0)
      throw mismatch('alerts/not-listed', `${notListed} of ${received} alerts are of an account or region that the monitor does not list`);
    return { received, stored: alerts.length };
  };
