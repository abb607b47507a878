import { isSameMoney } from '../money.ts';
import { foldedForm } from '../text.ts';
import type { AssetCost, AssetCostDraft } from './asset-cost.ts';

/** By what a file may find a cost: by its invoice number, or by its day and amount. The asset and the kind of cost count in both cases. */
export interface CostMatching {
  readonly matchOn: readonly string[];
  /** Whether the file says that the cost has no invoice number. Otherwise it says nothing about it. */
  readonly isWithoutInvoice: boolean;
}

/** Whether two invoice numbers are the same. Their case does not count. */
export const isSameInvoice = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined ? one === other : foldedForm(one) === foldedForm(other);

/**
 * The cost of an asset that a file means (I5). One with an invoice number is the one with this number, and one without is the one of that day
 * and amount. So an invoice whose amount has changed is noticed, and is not recorded a second time.
 */
export const sameCost = (
  costs: readonly AssetCost[],
  sought: AssetCostDraft,
  { matchOn, isWithoutInvoice }: CostMatching,
): AssetCost | undefined => {
  const { kind, date, amount, invoiceNumber } = sought;
  const ofKind = costs.filter((cost) => cost.kind === kind);
  const ofInvoice = ofKind.filter((cost) => isSameInvoice(cost.invoiceNumber, invoiceNumber));
  if (invoiceNumber !== undefined && matchOn.includes('invoiceNumber')) return ofInvoice[0];
  if (!matchOn.includes('amount')) return undefined;
  const possible = invoiceNumber !== undefined || isWithoutInvoice ? ofInvoice : ofKind;
  return possible.find((cost) => cost.date === date && isSameMoney(cost.amount, amount));
};
