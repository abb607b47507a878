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
/** The types that callers may give to a change. */
export const requestableTypes = ['normal'] as const satisfies readonly (typeof changeTypes)[number][];

export const risks = ['low', 'moderate', 'high'] as const;
export type Risk = (typeof risks)[number];

export const outcomes = ['successful', 'with-issues', 'failed', 'backed-out'] as const;
export type Outcome = (typeof outcomes)[number];
