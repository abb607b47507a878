import type { Instant } from '../clock.ts';
import type { Change, ImplementingChange, ScheduledChange } from './change.ts';
import type { AskedBefore, Extension } from './later-approval.ts';

/** A change whose window may be extended. */
export type ExtendableChange = ScheduledChange | ImplementingChange;

/** A change that asks for approval of an extension, beside the approved revision whose window goes on. */
export type ExtendingChange = ExtendableChange & { readonly extension: Extension };

export const isExtending = (change: Change): change is ExtendingChange =>
  change.extension !== undefined && (change.status === 'scheduled' || change.status === 'implementing');

/** An extension that is approved and can be scheduled, as long as the window lasts. It never begins after the end that it moves. */
export const mayBeExtended = (change: Change, now: Instant): change is ExtendingChange =>
  isExtending(change) && change.extension.agreedAt !== undefined && now < change.window.end;

/** The number of the next revision. That of a rejected extension is not used again, because decisions are kept by it. */
export const nextRevision = ({ revision, latestRevision = 0 }: Pick<Change, 'revision' | 'latestRevision'>): number =>
  Math.max(revision, latestRevision) + 1;

/** What is asked now, to be asked again if an extension is rejected. An extension in place of another one keeps what was before both. */
export const askedBefore = ({ beforeExtension, revision, pinned, approvals, approvalDeadline }: ExtendableChange): AskedBefore =>
  beforeExtension ?? { revision, pinned, approvals, approvalDeadline };

/** The fields of a change whose extension was rejected: people decide on what was approved before, with the votes that were given on it. */
export const withoutExtension = ({ revision, beforeExtension }: ExtendingChange): Partial<ExtendableChange> => ({
  extension: undefined,
  beforeExtension: undefined,
  latestRevision: revision,
  ...beforeExtension,
});
