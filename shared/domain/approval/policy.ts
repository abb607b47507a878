import type { Risk } from '../change/change-values.ts';

/**
 * The approval policy (P1). Its name and version are stored with each submitted change, and so are the approvals that each group has to
 * give: `quorum`, by the risk of the change. A new policy therefore applies only to changes that are submitted after it.
 */
export const approvalPolicy: { readonly name: string; readonly version: number; readonly quorum: Readonly<Record<Risk, number>> } = {
  name: 'default',
  version: 1,
  quorum: { low: 1, moderate: 1, high: 1 },
};
