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
export type Risk = (typeof risks)[number];

export const outcomes = ['successful', 'with-issues', 'failed', 'backed-out'] as const;
export type Outcome = (typeof outcomes)[number];
