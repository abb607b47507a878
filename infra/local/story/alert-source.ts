import type { HandOut } from '../hand-out.ts';
import type { DemoMonitor } from './monitor.ts';

/** An alert as Prometheus would report it. */
export interface DemoAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly startsAt: string;
}

/** What reports alerts to Quiesce: a real Alertmanager, or what one was recorded to send. */
export interface AlertSource {
  /** In a sentence, what it is. */
  readonly describe: readonly string[];
  fire(alert: DemoAlert): Promise<void>;
  resolve(alert: DemoAlert): Promise<void>;
  stop(): Promise<void>;
}

/** Where alerts go. */
export interface Destination {
  readonly local: HandOut;
  readonly monitor: DemoMonitor;
}
