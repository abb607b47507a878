import * as z from 'zod';
import { acceptances, assetConditions, assetStatuses } from '../asset/asset-values.ts';
import { FieldEdit } from '../change/field-edit.ts';
import { costKinds } from '../cost/cost-kinds.ts';
import { lazily } from '../lazily.ts';
import { releaseReasons } from '../license/seat.ts';
import type { AssetMailKind, MailKind, MonitorMailKind } from '../mail/mail-catalog.ts';
import { reminderKinds } from '../reminder/reminder.ts';
import { Id, PlainDate, StoredTime } from '../values.ts';

/** Consumers of the event bus: the change workflow, and the release of held alerts. */
export type Consumer = 'workflow' | 'release';

/** Who is told of an event by a mail that is not in the catalog: the old and the new address of a person. */
export type Notice = 'both-addresses';

/** The definition of one event. */
export interface EventRecord {
  /** One sentence that states the fact. */
  readonly description: string;
  /**
   * The schema of the body. It is strict, so that consumers get exactly these fields. Bodies name rows by id and do not contain them (E1).
   */
  readonly body: () => z.ZodType<Record<string, unknown>>;
  /** The largest body in bytes. @default 32 kB */
  readonly limit?: number;
  /** The consumers that receive the event. @default none */
  readonly wakes?: readonly Consumer[];
  /** The mail that notifies people of the event. @default none */
  readonly mail?: MailKind | MonitorMailKind | AssetMailKind;
  /** Who is told of the event in another way than by a mail of the catalog. @default nobody */
  readonly notice?: Notice;
}

const emptyBody = lazily(() => z.strictObject({}));
const fields = lazily(() => z.strictObject({ fields: z.array(z.string()) }));
const relation = lazily(() => z.strictObject({ source: Id(), type: z.string(), target: Id() }));

const closing = lazily(() => z.strictObject({ closedThrough: PlainDate().optional(), reason: z.string().optional() }));
const adjustment = lazily(() => z.strictObject({ kind: z.string(), book: z.string().optional(), date: PlainDate() }));
const seat = lazily(() => z.strictObject({ seat: Id(), quantity: z.int().min(1), person: Id().optional(), item: Id().optional() }));

/** Every event of a change names the revision, and its window if it has one. */
const ofChange = <Fields extends z.ZodRawShape>(more: () => Fields) =>
  lazily(() => z.strictObject({ revision: z.int().min(1), window: Id().optional(), ...more() }));
const change = ofChange(() => ({}));
const withReason = ofChange(() => ({ reason: z.string().optional() }));

/** Who has an asset. */
const assignmentOf = <Fields extends z.ZodRawShape>(more: () => Fields) =>
  lazily(() =>
    z.strictObject({
      assignment: Id(),
      person: Id().optional(),
      item: Id().optional(),
      location: z.string().optional(),
      dueDate: PlainDate().optional(),
      ...more(),
    }),
  );

/**
 * All events, by name. A name is in the past tense, and each event is one fact. The rules of the event bus, the mails and
 * docs/asyncapi.json are made from this list. All bodies have version 1. A changed body becomes a new version beside the old one, and the
 * stored sample of the old version (test/unit/event/samples.json) must still parse.
 */
export const eventCatalog = {
  AssetRegistered: { description: 'An item was registered as an asset.', body: emptyBody },
  AssetChanged: { description: 'Fields of an asset were changed.', body: fields },
  AssetStatusChanged: {
    description: 'An asset took a status on a day. A reason says that this corrects a mistake.',
    body: lazily(() =>
      z.strictObject({ from: z.enum(assetStatuses), to: z.enum(assetStatuses), date: PlainDate(), reason: z.string().optional() }),
    ),
  },
  AssetConditionChanged: {
    description: 'The condition of an asset was found on a day.',
    body: lazily(() => z.strictObject({ condition: z.enum(assetConditions), date: PlainDate() })),
  },
  AssetVoided: {
    description: 'The registration of an asset was a mistake. Its asset tag and serial number are free again.',
    body: lazily(() => z.strictObject({ reason: z.string() })),
  },
  AssetCheckedOut: {
    description: 'An asset was checked out to a person, a location or another item.',
    body: assignmentOf(() => ({ acceptance: z.enum(acceptances) })),
  },
  AssetReturned: {
    description: 'An asset that was checked out came back, or was disposed of.',
    body: lazily(() => z.strictObject({ assignment: Id(), date: PlainDate(), condition: z.enum(assetConditions).optional() })),
  },
  AssignmentAccepted: {
    description: 'The holder of an asset said that they got it.',
    body: lazily(() => z.strictObject({ assignment: Id() })),
  },
  AssignmentDeclined: {
    description: 'The holder of an asset said that they did not get it.',
    body: lazily(() => z.strictObject({ assignment: Id() })),
  },
  AssignmentOverdue: {
    description: 'An asset should have come back. It is recorded once for each assignment.',
    body: assignmentOf(() => ({})),
    mail: 'overdue',
  },
  AssetSighted: {
    description: 'An asset was seen, such as in a physical audit.',
    body: lazily(() => z.strictObject({ at: StoredTime(), location: z.string().optional(), by: Id().optional() })),
  },
  PoolBelowMinimum: {
    description: 'Fewer members of a pool work than must.',
    body: lazily(() => z.strictObject({ working: z.int().min(0), minimumWorking: z.int().min(1) })),
  },
  CostRecorded: {
    description: 'A cost of an asset was recorded, such as a repair.',
    body: lazily(() => z.strictObject({ cost: Id(), kind: z.enum(costKinds) })),
  },
  ContractMade: { description: 'A contract over assets was made.', body: emptyBody },
  ExpiryReminded: {
    description: 'A warranty, a term, a contract or the time to cancel one ends in so many days.',
    body: lazily(() => z.strictObject({ kind: z.enum(reminderKinds), date: PlainDate(), daysLeft: z.int().min(0), term: Id().optional() })),
    mail: 'expiring',
  },
  TermAdded: { description: 'A term was added to a license.', body: lazily(() => z.strictObject({ term: Id() })) },
  TermChanged: {
    description: 'Fields of a term of a license were changed.',
    body: lazily(() => z.strictObject({ term: Id(), fields: z.array(z.string()) })),
  },
  SeatAssigned: { description: 'A seat of a license was assigned to a person, an item or nobody in particular.', body: seat },
  SeatReleased: {
    description: 'A seat of a license was released, or freed because its holder or the license is gone.',
    body: lazily(() => seat().extend({ reason: z.enum(releaseReasons) })),
  },
  LicenseOverUsed: {
    description: 'More seats of a license are in use than its terms give, and more than was told before.',
    body: lazily(() => z.strictObject({ date: PlainDate(), entitled: z.int(), assigned: z.int(), overBy: z.int().min(1) })),
  },
  UnauthorizedChangeDetected: {
    description: 'A live configuration item was changed without an approved change, such as by the disposal of its asset.',
    body: lazily(() => z.strictObject({ unauthorizedChange: Id(), source: z.string() })),
  },
  ConfigurationItemRegistered: {
    description: 'An item was registered as a configuration item, with this many relations.',
    body: lazily(() => z.strictObject({ relations: z.int().optional() })),
  },
  ConfigurationItemChanged: { description: 'Fields of a configuration item were changed.', body: fields },
  RelationAdded: { description: 'A relation between two configuration items was added.', body: relation },
  AssetAdjusted: { description: 'An adjustment was recorded: of the value of an asset, or who or what holds it.', body: adjustment },
  BookClosed: { description: 'The periods of an accounting book were closed through a day.', body: closing },
  BookReopened: { description: 'The last closing of an accounting book was taken back.', body: closing },
  RelationRemoved: { description: 'A relation between two configuration items was removed.', body: relation },
  RelationsRemoved: { description: 'Relations were removed because the item at their other end was deleted.', body: emptyBody },
  ResourceCreated: { description: 'A person, team, contact group, client or monitor was created.', body: emptyBody },
  ResourceChanged: { description: 'A person, team, contact group, client or monitor was changed.', body: emptyBody },
  ResourceDeleted: {
    description: 'A resource, or one facet of an item, was deleted.',
    body: lazily(() => z.strictObject({ facet: z.string().optional() })),
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
  ApprovalRequested: { description: 'A change was assessed and awaits approval.', body: change, mail: 'approval-request' },
  DecisionMade: { description: 'An approver decided on a change.', body: ofChange(() => ({ decision: z.string() })) },
  ChangeApproved: { description: 'A change has all approvals that it needs.', body: change, wakes: ['workflow'] },
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
  ChangeStarted: { description: 'The implementer started the work.', body: change },
  ChangeFinished: { description: 'The implementer finished the work.', body: change },
  ChangeFailed: { description: 'The work failed.', body: change, wakes: ['release'], mail: 'failed' },
  ChangeCancelled: { description: 'A change was cancelled.', body: change, wakes: ['workflow', 'release'], mail: 'cancelled' },
  ChangeHeld: { description: 'A change was put on hold.', body: withReason, wakes: ['release'] },
  ChangeResumed: { description: 'A change on hold was resumed.', body: change },
  ChangeReviewed: { description: 'A change was reviewed.', body: change },
  ChangeClosed: { description: 'A change was closed.', body: change },
  ChangeNotStarted: { description: 'The window of a change ended, and nobody had started the change.', body: change, mail: 'not-started' },
  StartReminded: { description: 'The window of a change began, and nobody has started the change.', body: change, mail: 'start-reminder' },
  WindowWithdrawn: {
    description: 'The window of a change was withdrawn, because its plan was edited. Approval is asked for again.',
    body: change,
    wakes: ['release'],
  },
  WindowConfirmed: { description: 'The window of a change was confirmed after the table had been restored from a backup.', body: change },
  WindowOpened: { description: 'The window of a change came into force.', body: change, mail: 'scope-differs' },
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
