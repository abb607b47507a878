import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';
import type { AlertReceiver } from './monitor.ts';

/** The receiver of a deleted monitor. What the monitor sent before, or while it was being deleted, still goes there (S4). */
export interface RetiredReceiver {
  /** The id of the monitor. */
  readonly id: string;
  readonly receiver: AlertReceiver;
  readonly retiredAt: Instant;
  readonly version: number;
}

export interface RetiredReceiverRepository {
  find(monitor: string): Promise<RetiredReceiver | undefined>;
  /** Written in the transaction that deletes the monitor. */
  save(retired: RetiredReceiver): Write;
}
