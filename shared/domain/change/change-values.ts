/** How many revisions a change may have. Each edit of the plan after submission makes one. */
export const mostRevisions = 50;

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

/** `standard`: made from a template. `emergency`: may start before its approval (H7); the draft that Quiesce makes for drift is one (C7). */
export const changeTypes = ['standard', 'normal', 'emergency'] as const;
export type ChangeType = (typeof changeTypes)[number];
/** The types of the changes that templates make. Nobody prepares an emergency. */
export const templateTypes = ['standard', 'normal'] as const satisfies readonly ChangeType[];

/** How an emergency that was started before its approval was judged. `late`: not before it was due (H7). */
export const retrospectiveStates = ['awaiting', 'approved', 'rejected', 'late'] as const;
export type RetrospectiveState = (typeof retrospectiveStates)[number];

export const risks = ['low', 'moderate', 'high'] as const;
export type Risk = (typeof risks)[number];

/** The rules that determine the risk of a change (H1). `risk.ts` says what each of them means. */
export const riskRules = ['criticality', 'redundancy', 'record'] as const;

/** A rule that determined the risk, and what it found. */
export interface RiskReason {
  readonly rule: (typeof riskRules)[number];
  readonly detail: string;
}

export const outcomes = ['successful', 'with-issues', 'failed', 'backed-out'] as const;
export type Outcome = (typeof outcomes)[number];
