import type { Instant } from '../clock.ts';
import type { Change, ImplementingChange, ScheduledChange } from './change.ts';

/** A later end of the window that was asked for and is not in force (W2). It is a revision of its own. */
export interface Extension {
  readonly end: Instant;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** When the vote that completed the approvals of the extension was given. Scheduling comes after it (T8). */
  readonly agreedAt?: Instant | undefined;
}

/** A change whose window may be extended. */
export type ExtendableChange = ScheduledChange | ImplementingChange;

/** A change that asks for approval of an extension, beside the approved revision whose window goes on. */
export type ExtendingChange = ExtendableChange & { readonly extension: Extension };

export const isExtending = (change: Change): change is ExtendingChange =>
  change.extension !== undefined && (change.status === 'scheduled' || change.status === 'implementing');

/** An extension that is approved and can be scheduled, as long as the window lasts. It never begins after the end that it moves. */
export const mayBeExtended = (change: Change, now: Instant): change is ExtendingChange =>
  isExtending(change) && change.extension.agreedAt !== undefined && now < change.window.end;

/** The revision that people decide on: that of the extension while one is asked for, and otherwise that of the window. */
export const revisionVotedOn = (change: Change): number =>
  isExtending(change) ? change.revision : (change.scope?.revision ?? change.revision);
