import * as z from 'zod';
import { ApprovalRequest } from '../approval/approval.ts';
import { relationTypes } from '../configuration-item/configuration-item.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf } from '../resource/define-resource.ts';
import { Duration, Id, Name, Reference, resourceFields, StoredTime, Text, Time } from '../values.ts';
import { windowModes } from '../window/window.ts';

export const changeStatuses = [
  'draft',
  'assessing',
  'awaiting-approval',
  'scheduled',
  'implementing',
  'in-review',
  'closed',
  'rejected',
  'cancelled',
  'lapsed',
] as const;
export type ChangeStatus = (typeof changeStatuses)[number];

export const changeTypes = ['normal'] as const;
export const risks = ['low', 'moderate', 'high'] as const;
export const outcomes = ['successful', 'with-issues', 'failed', 'backed-out'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the quiet takes along beside the named CIs: none unless it says so (W3). */
const Dependants = () => z.strictObject({ types: z.array(z.enum(relationTypes)).min(1).max(6), hops: z.int().min(1).max(10) });

/** The window as it is asked for. Times may have any offset; they are kept in UTC milliseconds. */
const AskedWindow = (time: () => z.ZodType<string>) =>
  z.strictObject({
    start: time(),
    end: time(),
    mode: z.enum(windowModes).default('start-confirmed'),
    /** How much of the window the SLA leaves out; unset: the whole (L2). */
    agreedDowntime: Duration().optional(),
    suppress: z.boolean().default(true),
    dependants: Dependants().optional(),
  });

const described = () => ({
  title: Name(),
  plan: Text().optional(),
  links: z
    .array(z.strictObject({ rel: z.string().min(1).max(50), href: z.url({ protocol: /^https?$/ }).max(2_000) }))
    .max(20)
    .default([]),
});

const asked = (time: () => z.ZodType<string>) => ({
  type: z.enum(changeTypes).default('normal'),
  ...described(),
  reason: Text().optional(),
  items: z.array(Reference()).min(1).max(50),
  testPlan: Text().optional(),
  backOutPlan: Text().optional(),
  implementer: Reference().optional(),
  onBehalfOf: Reference().optional(),
  window: AskedWindow(time).optional(),
  /** Named as `system=id` (I7): a system without `=`, so that no two are called alike. */
  externalReference: z
    .strictObject({ system: z.string().regex(/^[^=\s]{1,100}$/, 'a name without = and blanks'), id: z.string().min(1).max(200) })
    .optional(),
});

/** The body of POST /v1/changes; `submit: true` saves a call. */
export const ChangeDraft = lazily(() => z.strictObject({ ...asked(Time), submit: z.boolean().default(false) }).meta({ id: 'ChangeDraft' }));
export type ChangeDraft = Shape<typeof ChangeDraft>;

/** A draft's own fields, to judge what a merge patch makes of them. */
export const ChangeFields = lazily(() => z.strictObject(asked(Time)));
export type ChangeFields = Shape<typeof ChangeFields>;

export const ChangePatch = lazily(() => patchOf(asked(Time)).meta({ id: 'ChangePatch' }));

/** Fields that may still be edited once a change is no draft any more. */
export const editableAfterDraft: readonly string[] = ['title', 'plan', 'links'];

/** How one item came out; a failure says which services are affected and how (H8). */
export const ItemOutcome = lazily(() =>
  z.strictObject({
    item: Reference(),
    outcome: z.enum(outcomes),
    note: z.string().max(2_000).optional(),
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

/** A request to alter CIs, and all that followed from it. */
export const Change = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...asked(StoredTime),
      /** Unique and rising; gaps are allowed (T3). */
      number: z.string(),
      status: z.enum(changeStatuses),
      onHold: z.boolean(),
      /** Counts what was asked for approval: a decision names it. */
      revision: z.int().min(1),
      requester: Id(),
      implementer: Id(),
      onBehalfOf: Id().optional(),
      /** The client that asked, whose responsible person does not decide (P2). */
      client: Id().optional(),
      items: z.array(Id()).min(1).max(50),
      risk: z.enum(risks).optional(),
      submittedAt: StoredTime().optional(),
      approvalDeadline: StoredTime().optional(),
      /** The policy and who is asked, as they stood at submission (P1, P7). */
      pinned: ApprovalRequest().optional(),
      approvals: z.strictObject({ needed: z.int().min(0), given: z.int().min(0) }),
      /** What was approved: digest of the frozen scope, with how many CIs it has (H1). */
      scope: z.strictObject({ digest: z.string(), count: z.int().min(1), revision: z.int().min(1) }).optional(),
      /** How the graph at the start differed from the approved scope, which stays as it is (W1). */
      scopeDifference: z.strictObject({ added: z.array(Id()), removed: z.array(Id()) }).optional(),
      windowId: Id().optional(),
      /** The vote that completed the quorum (T8). */
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
    })
    .meta({ id: 'Change' }),
);
export type Change = Shape<typeof Change>;

/** A change's window, where a step cannot be without one. */
export type Scheduled = Change & { readonly window: NonNullable<Change['window']>; readonly windowId: string };
