import type { Instant } from '../clock.ts';
import type { Change } from './change.ts';
import type { ChangeStatus } from './change-values.ts';

/**
 * One transition: who can take it, under which condition, and for each status from which it is possible, the statuses to which it leads.
 */
export interface Transition {
  readonly by: string;
  readonly guard: string;
  /** The part of the guard that the change and the clock decide. @default the statuses are the whole of it */
  readonly allows?: (change: Change, now: Instant) => boolean;
  /** Whether it leads from a change that is still walked: only from such a one, or from others too. @default no */
  readonly whileWalking?: 'only' | 'too';
  readonly moves: Partial<Record<ChangeStatus, readonly ChangeStatus[]>>;
}

// Who takes transitions, as docs/changes.md says it.

export const requester = 'requester or change manager';
export const implementer = 'requester, implementer or change manager';
export const approver = 'approver';
export const clock = 'workflow or sweep';
