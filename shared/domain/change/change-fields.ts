import * as z from 'zod';
import { relationTypes } from '../configuration-item/configuration-item.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf } from '../resource/define-resource.ts';
import { Line, MachineLine, Passage, WebAddress } from '../text.ts';
import { Duration, Id, Name, Reference, resourceFields, StoredTime, Text, Time } from '../values.ts';
import { mostNamedItems } from '../window/mask.ts';
import { windowModes } from '../window/window.ts';
import { changeStatuses, changeTypes, outcomes, requestableTypes, risks } from './change-values.ts';

/** The dependants that the window covers in addition to the named CIs. Without this field, it covers none (W3). */
const Dependants = () => z.strictObject({ types: z.array(z.enum(relationTypes)).min(1).max(6), hops: z.int().min(1).max(10) });

/** The window as it is requested. Times may have any offset; they are stored in UTC with milliseconds. */
export const RequestedWindow = (time: () => z.ZodType<string>) =>
  z.strictObject({
    start: time(),
    end: time(),
    mode: z.enum(windowModes).default('start-confirmed'),
    /** How much of the window the SLA excludes. Without this field, it excludes the whole window. */
    agreedDowntime: Duration().optional(),
    suppress: z.boolean().default(true),
    dependants: Dependants().optional(),
  });

/** The fields of a change that callers set. Row and view are composed of the same fields. */
export const requestFields = (time: () => z.ZodType<string>) => ({
  type: z.enum(changeTypes).default('normal'),
  title: Name(),
  plan: Text().optional(),
  links: z
    .array(z.strictObject({ rel: Line().max(50), href: WebAddress() }))
    .max(20)
    .default([]),
  reason: Text().optional(),
  items: z.array(Reference()).min(1).max(mostNamedItems),
  testPlan: Text().optional(),
  backOutPlan: Text().optional(),
  implementer: Reference().optional(),
  onBehalfOf: Reference().optional(),
  window: RequestedWindow(time).optional(),
  /** A path may name a change by `system=id` (I7), so the name of a system has no `=` and no spaces. */
  externalReference: z
    .strictObject({ system: MachineLine().regex(/^[^=\s]{1,100}$/, 'a name without = and spaces'), id: MachineLine().max(200) })
    .optional(),
});

/** The body of POST /v1/changes. `submit: true` submits the change in the same call. */
export const ChangeDraft = lazily(() =>
  z
    .strictObject({ ...requestFields(Time), type: z.enum(requestableTypes).default('normal'), submit: z.boolean().default(false) })
    .meta({ id: 'ChangeDraft' }),
);
export type ChangeDraft = Shape<typeof ChangeDraft>;

/** The fields of a draft. The result of a merge patch is validated with this schema. */
export const ChangeFields = lazily(() => z.strictObject(requestFields(Time)));
export type ChangeFields = Shape<typeof ChangeFields>;

export const ChangePatch = lazily(() =>
  patchOf({ ...requestFields(Time), type: z.enum(requestableTypes).default('normal') }).meta({ id: 'ChangePatch' }),
);

/** The outcome for one item. For a failure, it says which services are affected and how (H8). */
export const ItemOutcome = lazily(() =>
  z.strictObject({
    item: Reference(),
    outcome: z.enum(outcomes),
    note: Passage().max(2_000).optional(),
    services: z
      .array(z.strictObject({ service: Reference(), state: z.enum(['none', 'degraded', 'down']) }))
      .max(50)
      .optional(),
  }),
);
export type ItemOutcome = Shape<typeof ItemOutcome>;

/** Another change that cannot run at the same time (H2). */
export const Conflict = lazily(() =>
  z.strictObject({ kind: z.literal('same-ci'), change: Id(), number: z.string(), window: Id(), items: z.array(Id()) }),
);
export type Conflict = Shape<typeof Conflict>;

/** The policy and the people who are asked to decide, pinned at submission (P1, P7). */
export const pinnedRequest = () =>
  z.strictObject({
    policy: z.string(),
    policyVersion: z.int().min(1),
    groups: z.array(z.strictObject({ group: Id(), name: z.string(), eligible: z.array(Id()), quorum: z.int().min(1) })).min(1),
  });

/** Every field of a change. Row and view are composed of them; the row narrows them by status. */
export const changeFields = () => ({
  ...resourceFields(),
  ...requestFields(StoredTime),
  /** Unique and increasing, with gaps (T3). */
  number: z.string(),
  status: z.enum(changeStatuses),
  onHold: z.boolean(),
  revision: z.int().min(1),
  requester: Id().optional(),
  implementer: Id().optional(),
  onBehalfOf: Id().optional(),
  client: Id().optional(),
  items: z.array(Id()).min(1).max(mostNamedItems),
  risk: z.enum(risks).optional(),
  submittedAt: StoredTime().optional(),
  approvalDeadline: StoredTime().optional(),
  pinned: pinnedRequest().optional(),
  approvals: z.strictObject({ needed: z.int().min(0), given: z.int().min(0) }),
  scope: z.strictObject({ digest: z.string(), count: z.int().min(1), revision: z.int().min(1) }).optional(),
  scopeDifference: z.strictObject({ added: z.array(Id()), removed: z.array(Id()) }).optional(),
  windowId: Id().optional(),
  agreedAt: StoredTime().optional(),
  conflicts: z.array(Conflict()),
  scheduledAt: StoredTime().optional(),
  startedAt: StoredTime().optional(),
  finishedAt: StoredTime().optional(),
  actualStart: StoredTime().optional(),
  actualEnd: StoredTime().optional(),
  outcomes: z.array(ItemOutcome()),
  overrun: z.boolean(),
  notStarted: z.boolean(),
  remindedAt: StoredTime().optional(),
  review: z.strictObject({ by: Id(), note: z.string(), at: StoredTime() }).optional(),
  closedAt: StoredTime().optional(),
  ended: z.strictObject({ by: z.string(), reason: z.string(), at: StoredTime() }).optional(),
  reopened: z.strictObject({ by: z.string(), reason: z.string(), at: StoredTime() }).optional(),
});
