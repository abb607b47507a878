import * as z from 'zod';
import { FieldEdit } from '../change/field-edit.ts';
import { lazily } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';
import type { EventRecord } from './event-record.ts';

/** Every event of a change names the revision, and its window if it has one. */
const ofChange = <Fields extends z.ZodRawShape>(more: () => Fields) =>
  lazily(() => z.strictObject({ revision: z.int().min(1), window: Id().optional(), ...more() }));
const change = ofChange(() => ({}));
const comment = ofChange(() => ({ comment: Id() }));
const withReason = ofChange(() => ({ reason: z.string().optional() }));

/** The events of changes: their requests, approvals, work and windows. */
export const changeEvents = {
  ChangeRequested: { description: 'A change was requested. It is a draft.', body: change },
  ChangeEdited: {
    description: 'Fields of a change were edited. The body says what each field said before and after.',
    body: ofChange(() => ({
      fields: z.array(z.string()),
      edits: z.array(FieldEdit()).optional(),
      digest: z.strictObject({ before: z.string(), after: z.string() }).optional(),
    })),
    limit: 160 * 1_024,
    mail: 'edited',
  },
  ChangeSubmitted: { description: 'A change was submitted for assessment and approval.', body: change, wakes: ['workflow'] },
  SubmissionRefused: {
    description:
      'A change that was submitted is a draft again: its assessment took longer than the request, and then found that the change cannot be submitted.',
    body: ofChange(() => ({ code: z.string(), detail: z.string() })),
    mail: 'submission-refused',
  },
  ApprovalRequested: {
    description: 'A change was assessed and awaits approval, or a level of its approvals is complete and the next one is asked.',
    body: change,
    mail: 'approval-request',
  },
  ApprovalReminded: {
    description: 'Decisions on a change are missing, and its deadline comes nearer. The people in the body are reminded.',
    body: ofChange(() => ({ people: z.array(Id()) })),
    mail: 'approval-reminder',
  },
  ApprovalEscalated: {
    description:
      'Decisions on a change are missing after three quarters of the time. The next approvers in order are told, or the change managers.',
    body: change,
    mail: 'approval-escalation',
  },
  DecisionMade: { description: 'An approver decided on a change.', body: ofChange(() => ({ decision: z.string() })) },
  DecisionWithdrawn: {
    description: 'A decision on a change counts no more: the person withdrew it, or may not decide any more.',
    body: ofChange(() => ({ decisionId: Id(), person: Id(), decision: z.string(), reason: z.string() })),
    mail: 'decision-withdrawn',
  },
  ChangeApproved: {
    description: 'A change has all approvals that it needs. If its policy asks nobody, the body names the policy and its version.',
    body: ofChange(() => ({ policy: z.string().optional(), policyVersion: z.int().optional() })),
    wakes: ['workflow'],
  },
  ChangeRejected: { description: 'A change was rejected.', body: change, wakes: ['workflow'], mail: 'rejected' },
  ChangeLapsed: { description: 'A change was not approved in time.', body: change, wakes: ['workflow'], mail: 'lapsed' },
  ChangeScheduled: {
    description: 'An approved change was scheduled. Its window will come into force.',
    body: change,
    wakes: ['workflow'],
    mail: 'scheduled',
  },
  SchedulingBlocked: {
    description: 'An approved change could not be scheduled because of other changes.',
    body: ofChange(() => ({ conflicts: z.array(Id()) })),
  },
  ConflictOverridden: {
    description: 'Somebody has overridden conflicts of a change, with a reason. The body names the other changes and freezes.',
    body: ofChange(() => ({ kind: z.string(), reason: z.string(), against: z.array(Id()) })),
  },
  ChangeStarted: { description: 'The implementer started the work.', body: change, wakes: ['workflow'] },
  EmergencyStarted: {
    description: 'The work on an emergency was started before its approval, which is needed until it is due.',
    body: ofChange(() => ({ due: StoredTime() })),
    mail: 'emergency-started',
  },
  EmergencyUnauthorized: {
    description: 'An emergency that was started before its approval was rejected, or was not approved in time (late).',
    body: ofChange(() => ({ why: z.string() })),
    mail: 'emergency-unauthorized',
  },
  ChangeFinished: { description: 'The implementer finished the work.', body: change },
  ChangeFailed: { description: 'The work failed.', body: change, wakes: ['release'], mail: 'failed' },
  ChangeCancelled: { description: 'A change was cancelled.', body: change, wakes: ['workflow', 'release'], mail: 'cancelled' },
  ChangeHeld: { description: 'A change was put on hold.', body: withReason, wakes: ['release'] },
  DependencyFailed: {
    description: 'A change was put on hold, because another change failed on what an item of this one depends on.',
    body: ofChange(() => ({ failed: Id() })),
    mail: 'dependency-failed',
  },
  ChangeResumed: { description: 'A change on hold was resumed.', body: change },
  ResourceChangeLinked: {
    description: 'AWS Config saw a difference in the resource of a configuration item that belongs to the work on this change.',
    body: ofChange(() => ({ item: Id(), resource: z.string(), capturedAt: StoredTime(), properties: z.array(z.string()) })),
  },
  ChangeReviewed: { description: 'A change was reviewed.', body: change },
  ChangeClosed: { description: 'A change was closed.', body: change },
  ChangeImported: {
    description: 'A change of the past that another tool had closed was imported. Its window suppresses nothing.',
    body: change,
  },
  ChangeReopened: {
    description: 'A closed change needs a review again, because outcomes were corrected. The body says what they were before and after.',
    body: ofChange(() => ({ reason: z.string(), edits: z.array(FieldEdit()) })),
    limit: 160 * 1_024,
    mail: 'reopened',
  },
  ChangeCommented: { description: 'Somebody commented on a change.', body: comment },
  QuestionAsked: { description: 'Somebody asked a question about a change.', body: comment, mail: 'question' },
  QuestionAnswered: { description: 'Somebody answered a question about a change.', body: comment, mail: 'answer' },
  ChangeNotStarted: { description: 'The window of a change ended, and nobody had started the change.', body: change, mail: 'not-started' },
  StartReminded: { description: 'The window of a change began, and nobody has started the change.', body: change, mail: 'start-reminder' },
  WindowWithdrawn: {
    description:
      'The window of a change was withdrawn, because the change was edited or lost an approval, or is an emergency that was rejected.',
    body: change,
    wakes: ['release'],
  },
  WindowConfirmed: { description: 'The window of a change was confirmed after the table had been restored from a backup.', body: change },
  WindowOpened: { description: 'The window of a change came into force.', body: change, mail: 'scope-differs' },
  ExtensionRequested: {
    description: 'A later end of the window of a change was asked for. The window stays as it is until that is approved.',
    body: ofChange(() => ({ end: StoredTime(), reason: z.string() })),
  },
  ExtensionRejected: {
    description: 'A later end of the window of a change was rejected. The window stays as it is.',
    body: change,
    mail: 'extension-rejected',
  },
  WindowExtended: {
    description: 'A later end of the window of a change was approved and is in force.',
    body: ofChange(() => ({ end: StoredTime() })),
    mail: 'extended',
  },
  WindowLifted: {
    description: 'The suppression of some of the named items of a change was ended early, for this reason. That of the others goes on.',
    body: ofChange(() => ({ items: z.array(Id()), reason: z.string() })),
    wakes: ['release'],
  },
  WindowClosed: {
    description: 'The window of a change ended, or was ended early for this reason.',
    body: withReason,
    wakes: ['release'],
  },
  WindowSettled: { description: 'Every alert held under a window has been decided.', body: change, mail: 'window-summary' },
} as const satisfies Readonly<Record<string, EventRecord>>;
