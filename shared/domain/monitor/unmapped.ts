import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';
import type { AlertLabels } from './received-alert.ts';

/** Alerts of a monitor that led to no CI, because none of the same references is known. */
export interface UnmappedAlerts {
  readonly monitor: string;
  /** The references that were looked up, such as `hostname=db-1`. Empty if the labels gave none. */
  readonly tried: readonly string[];
  /** The name of the alerts, or a digest of their labels, if the labels gave no reference. Such alerts are told apart by it. */
  readonly name?: string | undefined;
  /** The labels of the latest of these alerts, shortened. */
  readonly labels: AlertLabels;
  readonly count: number;
  readonly lastReceivedAt: Instant;
  /** The row's place among the monitor's rows: see the repository. */
  readonly slot: number;
  readonly version: number;
}

/** Keeps a fixed number of rows for each monitor. What falls on a place that is taken replaces what was there. */
export interface UnmappedRepository {
  /** The place of alerts with these references, or of this name if there are none. */
  slotOf(tried: readonly string[], name?: string): number;
  find(monitor: string, slots: readonly number[]): Promise<readonly UnmappedAlerts[]>;
  /** All rows of a monitor, the latest alerts first. */
  of(monitor: string): Promise<readonly UnmappedAlerts[]>;
  save(unmapped: UnmappedAlerts): Write;
}
