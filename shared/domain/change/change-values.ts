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

/** `emergency`: the draft that Quiesce makes for drift (C7). It is approved as a normal change is. */
export const changeTypes = ['normal', 'emergency'] as const;
export type ChangeType = (typeof changeTypes)[number];
/** The types that callers may give to a change. */
export const requestableTypes = ['normal'] as const satisfies readonly (typeof changeTypes)[number][];

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
