import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { Id } from '../values.ts';

/** Bodies of events, by name (E1): strict, so that what consumers get is what stands here; they name rows instead of carrying them. */

const nothing = lazily(() => z.strictObject({}));
const fields = lazily(() => z.strictObject({ fields: z.array(z.string()) }));
const relation = lazily(() => z.strictObject({ source: Id(), type: z.string(), target: Id() }));

/** Every event of a change names the revision, and its window once there is one. */
const ofChange = <Fields extends z.ZodRawShape>(more: () => Fields) =>
  lazily(() => z.strictObject({ revision: z.int().min(1), window: Id().optional(), ...more() }));
const change = ofChange(() => ({}));
const withReason = ofChange(() => ({ reason: z.string().optional() }));

/** Version 1 of every event's body; a change of one is a new version beside it, and kept samples of the old one still parse. */
export const eventBodies = {
  AssetRegistered: nothing,
  AssetChanged: fields,
  ConfigurationItemRegistered: lazily(() => z.strictObject({ relations: z.int().optional() })),
  ConfigurationItemChanged: fields,
  RelationAdded: relation,
  RelationRemoved: relation,
  /** Many at once, when an item is deleted. */
  RelationsRemoved: nothing,
  ResourceCreated: nothing,
  ResourceChanged: nothing,
  ResourceDeleted: lazily(() => z.strictObject({ facet: z.string().optional() })),
  PersonAddressChanged: lazily(() => z.strictObject({ addressChange: Id() })),
  ChangeRequested: change,
  ChangeEdited: ofChange(() => ({ fields: z.array(z.string()) })),
  ChangeSubmitted: change,
  ApprovalRequested: change,
  DecisionMade: ofChange(() => ({ decision: z.string() })),
  ChangeApproved: change,
  ChangeRejected: change,
  ChangeLapsed: change,
  ChangeScheduled: change,
  SchedulingBlocked: ofChange(() => ({ conflicts: z.array(Id()) })),
  ChangeStarted: change,
  ChangeFinished: change,
  ChangeFailed: change,
  ChangeCancelled: change,
  ChangeHeld: withReason,
  ChangeResumed: change,
  ChangeReviewed: change,
  ChangeClosed: change,
  ChangeNotStarted: change,
  StartReminded: change,
  WindowOpened: change,
  WindowClosed: withReason,
  WindowSettled: change,
} as const satisfies Readonly<Record<string, () => z.ZodType<Record<string, unknown>>>>;

/** Past tense, one a fact. */
export type EventName = keyof typeof eventBodies;

/** Greatest body of an event (E3). */
const bodyLimit = 32 * 1_024;

/** A body that is of its schema and small enough. An event that is not is a bug of whoever records it. @throws Error */
export const bodyOf = (name: EventName, body: object): Record<string, unknown> => {
  const parsed = eventBodies[name]().parse(body);
  const bytes = Buffer.byteLength(JSON.stringify(parsed));
  if (bytes > bodyLimit) throw new Error(`event ${name}: a body of ${bytes} bytes, at most ${bodyLimit}`);
  return parsed;
};
