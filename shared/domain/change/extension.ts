import type { Instant } from '../clock.ts';
import type { AwaitingChange, Change, Extension, ImplementingChange, ScheduledChange } from './change.ts';
import { fitFor } from './change-transitions.ts';

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

/** A change on which people decide: on its plan, or on its extension. */
export type VotableChange = AwaitingChange | ExtendingChange;

/** @throws DomainError conflict `change/not-awaiting-approval` */
export const votableChange = (change: Change): VotableChange => (isExtending(change) ? change : fitFor(change, 'decide'));
