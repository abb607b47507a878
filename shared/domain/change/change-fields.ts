import * as z from 'zod';
import { decidingWays, rejectionRules, requirableFields } from '../approval/approval.ts';
import { Needs } from '../approval/needs.ts';
import { relationTypes } from '../configuration-item/configuration-item.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf } from '../resource/define-resource.ts';
import { Line, MachineLine, Passage, WebAddress } from '../text.ts';
import { Duration, Id, Name, Reference, resourceFields, StoredTime, Text, Time } from '../values.ts';
import { mostNamedItems } from '../window/mask.ts';
import { windowModes } from '../window/window.ts';
import { changeStatuses, changeTypes, outcomes, retrospectiveStates, riskRules, risks } from './change-values.ts';
import { Conflict, ConflictOverride, mostOverrides } from './conflict.ts';
import { SubmissionRefusal } from './submission-refusal.ts';

/** The dependants that the window covers in addition to the named CIs. Without this field, it covers none (W3). */
const Dependants = () => z.strictObject({ types: z.array(z.enum(relationTypes)).min(1).max(6), hops: z.int().min(1).max(10) });

/** What a window says beside its times. */
export const windowTerms = () => ({
  mode: z.enum(windowModes).default('start-confirmed'),
  /** How much of the window the SLA excludes. Without this field, it excludes the whole window. */
  agreedDowntime: Duration().optional(),
  suppress: z.boolean().default(true),
  dependants: Dependants().optional(),
  /** How long the window lasts from its start, if the start is not agreed: whoever implements the change chooses it (W2). */
  length: Duration().optional(),
});

/** The window of a change in any status: with a `length`, it has a start and an end as soon as the work has begun. */
export const ShownWindow = (time: () => z.ZodType<string>) =>
  z.strictObject({ start: time().optional(), end: time().optional(), ...windowTerms() });

/**
 * The window as it is requested: a start and an end, or a length alone. Times may have any offset; they are stored in UTC with milliseconds.
 */
export const RequestedWindow = (time: () => z.ZodType<string>) =>
  ShownWindow(time).superRefine(({ start, end, length }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (length === undefined) {
      for (const [name, given] of Object.entries({ start, end }))
        if (given === undefined) fault(name, 'required: a window has a start and an end, or a length alone');
    } else if (start !== undefined || end !== undefined) fault('length', 'give a start and an end, or a length alone');
  });

/** The window of a change that was submitted. With a `length`, start and end say when the work may begin, and after that the actual times. */
export const PlannedWindow = (time: () => z.ZodType<string>) => z.strictObject({ start: time(), end: time(), ...windowTerms() });

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
  /** The template by which the change is made. It is chosen when the change is requested, and stays. */
  template: Reference().optional(),
});

/**
 * The body of POST /v1/changes. `submit: true` submits the change in the same call, and `start: true` also starts it, if it is approved at once,
 * or if it is an emergency and the caller is on call.
 * A template gives what the request does not say, the title too.
 */
export const ChangeDraft = lazily(() =>
  z
    .strictObject({
      ...requestFields(Time),
      title: Name().optional(),
      type: z.enum(changeTypes).optional(),
      submit: z.boolean().default(false),
      start: z.boolean().default(false),
    })
    .superRefine(({ title, template }, context) => {
      if (title === undefined && template === undefined)
        context.addIssue({ code: 'custom', path: ['title'], message: 'required, unless a template is named' });
    })
    .meta({ id: 'ChangeDraft' }),
);
export type ChangeDraft = Shape<typeof ChangeDraft>;

/** The fields of a draft. The result of a merge patch is validated with this schema. */
export const ChangeFields = lazily(() => z.strictObject(requestFields(Time)));
export type ChangeFields = Shape<typeof ChangeFields>;

/** An edit does not make a standard change: a template does. */
export const ChangePatch = lazily(() =>
  patchOf({ ...requestFields(Time), type: z.enum(['normal']).default('normal') }).meta({ id: 'ChangePatch' }),
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

/**
 * The policy and the people who are asked to decide, pinned at submission (P1, P7). Rows of changes from before there were levels have none of
 * the fields with defaults, and are read as a request of one level (T2).
 */
export const pinnedRequest = () =>
  z.strictObject({
    policy: z.string(),
    policyVersion: z.int().min(0),
    groups: z.array(
      z.strictObject({
        ...{ group: Id(), name: z.string(), eligible: z.array(Id()), quorum: z.int().min(1) },
        level: z.int().min(1).default(1),
        needs: Needs().optional(),
        mandatory: z.array(Id()).optional(),
        external: z.boolean().optional(),
      }),
    ),
    rejectWhen: z.enum(rejectionRules).default('any'),
    deciding: z.enum(decidingWays).default('code'),
    policyId: Id().optional(),
    minimumNotice: Duration().optional(),
    deadline: Duration().optional(),
    requiredFields: z.array(z.enum(requirableFields)).optional(),
  });

/** A rule that determined the risk of a change, and what it found (H1). */
const RiskReason = () => z.strictObject({ rule: z.enum(riskRules), detail: z.string() });

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
  approvals: z.strictObject({ needed: z.int().min(0), given: z.int().min(0), level: z.int().min(1).optional() }),
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
  /** Set if another tool had closed the change before it was imported (I5). */
  imported: z.literal(true).optional(),
  ended: z.strictObject({ by: z.string(), reason: z.string(), at: StoredTime() }).optional(),
  riskReasons: z.array(RiskReason()).optional(),
  template: Id().optional(),
  templateName: z.string().optional(),
  templateVersion: z.int().min(0).optional(),
  overrides: z.array(ConflictOverride()).max(mostOverrides).optional(),
  reopened: z.strictObject({ by: z.string(), reason: z.string(), at: StoredTime() }).optional(),
  /** A later end of the window that was asked for and is not in force (W2). */
  extension: z
    .strictObject({ end: StoredTime(), reason: z.string(), by: z.string(), at: StoredTime(), agreedAt: StoredTime().optional() })
    .optional(),
  /** The patch schedule of which all occurrences are approved with this change (H5). */
  standingFor: Id().optional(),
  refusal: SubmissionRefusal().optional(),
  /** How an emergency that was started before its approval is judged (H7). */
  retrospective: z.strictObject({ by: Id(), due: StoredTime(), state: z.enum(retrospectiveStates) }).optional(),
});
