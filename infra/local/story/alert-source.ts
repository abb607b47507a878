import type { HandOut } from '../hand-out.ts';
import type { DemoMonitor } from './monitor.ts';

/** An alert of the demo. */
export interface DemoAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly startsAt: string;
}

/** Reports alerts to Quiesce: a real Alertmanager, or recorded messages of one. */
export interface AlertSource {
  /** What the demo prints about the source, line by line. */
  readonly describe: readonly string[];
  fire(alert: DemoAlert): Promise<void>;
  resolve(alert: DemoAlert): Promise<void>;
  stop(): Promise<void>;
}

/** The monitor that gets the alerts. */
export interface Destination {
  readonly local: HandOut;
  readonly monitor: DemoMonitor;
}
