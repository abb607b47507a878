import * as z from 'zod';
import { acceptances, assetConditions, assetStatuses } from '../asset/asset-values.ts';
import { costKinds } from '../cost/cost-kinds.ts';
import { lazily } from '../lazily.ts';
import { releaseReasons } from '../license/seat.ts';
import { reminderKinds } from '../reminder/reminder.ts';
import { Id, PlainDate, StoredTime } from '../values.ts';
import { type EventRecord, emptyBody, fields } from './event-record.ts';

const closing = lazily(() => z.strictObject({ closedThrough: PlainDate().optional(), reason: z.string().optional() }));
const adjustment = lazily(() => z.strictObject({ kind: z.string(), book: z.string().optional(), date: PlainDate() }));
const seat = lazily(() => z.strictObject({ seat: Id(), quantity: z.int().min(1), person: Id().optional(), item: Id().optional() }));

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

/** The events of assets: their life, who has them, what they cost, licenses, books and pools. */
export const assetEvents = {
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
    notice: 'holder',
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
    mail: 'declined',
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
    description: 'A warranty, a term, a contract, the time to cancel one, or a CI such as a certificate ends in so many days.',
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
    description:
      'A live configuration item was changed without an approved change: by the disposal of its asset, by a write, or outside Quiesce.',
    body: lazily(() => z.strictObject({ unauthorizedChange: Id(), source: z.string(), draft: Id().optional() })),
  },
  UnauthorizedChangeResolved: {
    description: 'An unauthorized change of a configuration item was accepted, reverted, or linked to a change.',
    body: lazily(() => z.strictObject({ unauthorizedChange: Id(), resolution: z.string() })),
  },
  AssetAdjusted: { description: 'An adjustment was recorded: of the value of an asset, or who or what holds it.', body: adjustment },
  BookClosed: { description: 'The periods of an accounting book were closed through a day.', body: closing },
  BookReopened: { description: 'The last closing of an accounting book was taken back.', body: closing },
} as const satisfies Readonly<Record<string, EventRecord>>;
