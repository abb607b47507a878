import type { Monitor } from '../../domain/monitor/monitor.ts';
import type { AlertLabels } from '../../domain/monitor/received-alert.ts';
import { isNeverSuppressed } from '../../domain/suppression/matcher.ts';

/** Whether no window quiets an alert of the monitor (S6). In doubt, because of a matcher that cannot be read, it goes out too (S2). */
export const isExempt = ({ neverSuppress }: Pick<Monitor, 'neverSuppress'>, labels: AlertLabels): boolean | 'unknown' => {
  try {
    return isNeverSuppressed(neverSuppress, labels);
  } catch {
    return 'unknown';
  }
};
