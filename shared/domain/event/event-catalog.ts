import * as z from 'zod';
import { FieldEdit } from '../change/field-edit.ts';
import { stages } from '../configuration-item/stage-table.ts';
import { lazily } from '../lazily.ts';
import { outageSources, outageStates } from '../outage/outage.ts';
import { Id, PlainDate, StoredTime } from '../values.ts';
import { assetEvents } from './asset-events.ts';
import { type EventRecord, emptyBody, fields, reasonBody } from './event-record.ts';

const relation = lazily(() => z.strictObject({ source: Id(), type: z.string(), target: Id() }));

const outage = lazily(() =>
  z.strictObject({
    ...{ outage: Id(), state: z.enum(outageStates), source: z.enum(outageSources) },
    ...{ start: StoredTime(), end: StoredTime().optional() },
  }),
);

/** Every event of a change names the revision, and its window if it has one. */
const ofChange = <Fields extends z.ZodRawShape>(more: () => Fields) =>
  lazily(() => z.strictObject({ revision: z.int().min(1), window: Id().optional(), ...more() }));
const change = ofChange(() => ({}));
const comment = ofChange(() => ({ comment: Id() }));
const withReason = ofChange(() => ({ reason: z.string().optional() }));

/**
 * All events, by name. A name is in the past tense, and each event is one fact. The rules of the event bus, the mails and
 * docs/asyncapi.json are made from this list. All bodies have version 1. A changed body becomes a new version beside the old one, and the
 * stored sample of the old version (test/unit/event/samples.json) must still parse.
 */
export const eventCatalog = {
  ...assetEvents,
  ConfigurationItemRegistered: {
    description: 'An item was registered as a configuration item, with this many relations.',
    body: lazily(() => z.strictObject({ relations: z.int().optional() })),
  },
  ConfigurationItemChanged: { description: 'Fields of a configuration item were changed.', body: fields },
  ItemsMerged: {
    description:
      'An asset and a configuration item were registrations of one thing and are one item now. Its subject is the id that stays.',
    body: lazily(() => z.strictObject({ asset: Id(), ci: Id() })),
  },
  ConfigurationItemStageChanged: {
    description: 'A configuration item took a stage on a day. The body names the gates for which evidence was given.',
    body: lazily(() => z.strictObject({ from: z.enum(stages), to: z.enum(stages), date: PlainDate(), evidence: z.array(z.string()) })),
  },
  RelationAdded: { description: 'A relation between two configuration items was added.', body: relation },
  RelationRemoved: { description: 'A relation between two configuration items was removed.', body: relation },
  RelationsRemoved: { description: 'Relations were removed because the item at their other end was deleted.', body: emptyBody },
  RedundancySet: {
    description: 'A configuration item got a redundancy group, or another one of that name: how many of these dependencies must be up.',
    body: lazily(() => z.strictObject({ group: z.string(), minimumUp: z.union([z.int(), z.string()]), members: z.array(Id()) })),
  },
  RedundancyRemoved: {
    description: 'A redundancy group was removed. The configuration item needs each of its former members.',
    body: lazily(() => z.strictObject({ group: z.string() })),
  },
  AgreementMade: {
    description: 'A version of the agreement of a service was made. It is in force from a day on.',
    body: lazily(() => z.strictObject({ version: z.int().min(1), validFrom: PlainDate() })),
  },
  OutageRecorded: { description: 'An outage of a service became known. Without an end it goes on.', body: outage },
  OutageUpdated: { description: 'The source of an outage told more of it, such as its end.', body: outage },
  OutageCorrected: {
    description: 'Somebody corrected an outage, for a reason. The body has what it says now.',
    body: lazily(() => outage().extend({ reason: z.string() })),
  },
  ResourceCreated: {
    description: 'A person, team, contact group, client, monitor, class, approval policy or delegation was created.',
    body: reasonBody,
  },
  ResourceChanged: {
    description: 'A person, team, contact group, client, monitor, class, approval policy or delegation was changed.',
    body: reasonBody,
  },
  ResourceDeleted: {
    description: 'A resource, or one facet of an item, was deleted.',
    body: lazily(() => z.strictObject({ facet: z.string().optional(), reason: z.string().optional() })),
  },
  PersonAddressChanged: {
    description: "A person's mail address was changed. Both addresses are notified.",
    body: lazily(() => z.strictObject({ addressChange: Id() })),
    notice: 'both-addresses',
  },
  AlertsTruncated: {
    description: 'A monitor left this many alerts out of a message. It is recorded at most once an hour for each monitor.',
    body: lazily(() => z.strictObject({ alerts: z.int().min(1) })),
    mail: 'alerts-truncated',
  },
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
    description: 'The window of a change was withdrawn, because the change was edited or lost an approval. Approval is asked for again.',
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

export type EventName = keyof typeof eventCatalog;

/** The names of all events. */
export const eventNames = Object.keys(eventCatalog);

/** Whether this version of Quiesce has an event of this name. */
export const isEventName = (name: string): name is EventName => Object.hasOwn(eventCatalog, name);

/** How people are told of an event: by a mail of the catalog, in another way, or not at all. */
export const noticesOf = (name: string): Pick<EventRecord, 'mail' | 'notice'> => {
  const record: EventRecord | undefined = isEventName(name) ? eventCatalog[name] : undefined;
  return record ?? {};
};

/** The largest body of an event in bytes, unless its record says otherwise (E3). */
const bodyLimit = 32 * 1_024;

/**
 * The body after a check of its schema and size.
 * @throws Error if the body is not valid, which is a bug in the code that records the event
 */
export const bodyOf = (name: EventName, body: object): Record<string, unknown> => {
  const parsed = eventCatalog[name].body().parse(body);
  const bytes = Buffer.byteLength(JSON.stringify(parsed));
  const { limit = bodyLimit }: EventRecord = eventCatalog[name];
  if (bytes > limit) throw new Error(`event ${name}: the body has ${bytes} bytes; the limit is ${limit}`);
  return parsed;
};
