import type { Monitor } from '../monitor/monitor.ts';
import type { Truncation } from '../monitor/truncation.ts';
import { readableTime } from '../readable-time.ts';
import type { Paragraph } from './letters.ts';

/** What a mail about a monitor is written from. */
interface MonitorOccasion {
  readonly monitor: Pick<Monitor, 'name'>;
  readonly truncation: Truncation;
  /** How to correct the configuration of the monitor. */
  readonly advice: string;
  /** The recipient's time zone. */
  readonly zone: string;
}

/** The definition of one mail about a monitor. It goes to the owners of the monitor. */
interface MonitorMailRecord {
  /** The beginning of the subject. The name of the monitor follows it. */
  readonly subject: string;
  readonly text: (occasion: MonitorOccasion) => readonly Paragraph[];
}

/** All mails about monitors, by kind. */
export const monitorMailCatalog = {
  'alerts-truncated': {
    subject: 'Alerts are missing',
    text: ({ monitor, truncation: { alerts, lastAt }, advice, zone }) => [
      `The monitor ${monitor.name} left ${alerts === 1 ? '1 alert' : `${alerts} alerts`} out of a message to Quiesce. Quiesce does not know these alerts, so nobody is told about them.`,
      `To correct this, change the configuration of the monitor: ${advice}.`,
      `The message was received at ${readableTime(lastAt, zone)}. Until the configuration is corrected, this mail is sent at most once an hour.`,
    ],
  },
} as const satisfies Readonly<Record<string, MonitorMailRecord>>;

export type MonitorMailKind = keyof typeof monitorMailCatalog;

/** Whether this version of Quiesce has a mail of this kind about monitors. */
export const isMonitorMailKind = (kind: string): kind is MonitorMailKind => Object.hasOwn(monitorMailCatalog, kind);
