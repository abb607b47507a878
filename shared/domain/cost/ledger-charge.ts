import { dayBefore } from '../dates.ts';
import type { AssetLedger } from '../depreciation/asset-ledger.ts';
import { movementsIn } from '../depreciation/movements.ts';
import type { DateSpan } from '../splitting.ts';
import type { BookCharge } from './cost-of-ownership.ts';

/**
 * What an asset costs in a book in a period, by its ledger: the charge, impairments less reversals, and what its disposal cost: the value
 * that left the book, less what it brought. A gain is negative.
 */
export const chargeOfLedger = (ledger: AssetLedger, span: DateSpan): BookCharge => {
  const { cost, depreciation, impairment } = movementsIn(ledger, span);
  const brought = ledger.figuresOn(span.to).netProceeds - ledger.figuresOn(dayBefore(span.from)).netProceeds;
  return {
    currency: ledger.book.currency,
    depreciation: depreciation.charge,
    impairment: impairment.charge - impairment.reversals,
    disposal: cost.disposals - depreciation.disposals - impairment.disposals - brought,
  };
};
