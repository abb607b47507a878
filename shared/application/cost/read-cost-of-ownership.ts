import type { Asset } from '../../domain/asset/asset.ts';
import { earlier, later, todayOf } from '../../domain/clock.ts';
import { type CostBasis, type CostOfOwnership, costOfOwnership, type Payment } from '../../domain/cost/cost-of-ownership.ts';
import { costPerSeat, type SeatCost } from '../../domain/cost/cost-per-seat.ts';
import { paymentSpans } from '../../domain/cost/vendor-contract.ts';
import { dayBefore } from '../../domain/dates.ts';
import { invalid } from '../../domain/errors.ts';
import type { Term } from '../../domain/license/term.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { AssetBookContext } from '../asset/asset-book.ts';
import { assetItem } from '../asset/change-asset.ts';
import { chargeInBook } from './charge-in-book.ts';
import type { CostContext } from './cost-context.ts';

/** What the cost of an asset is read from. */
export interface OwnershipContext extends AssetBookContext {
  readonly licenses: Pick<CostContext['licenses'], 'termsOf'>;
  readonly costs: Pick<CostContext['costs'], 'of'>;
  readonly contracts: Pick<CostContext['contracts'], 'sharesOf'>;
}

/** Days before this one are not computed with: an asset may have been bought on a day that nobody can have meant. */
const firstDate = '0001-01-01';

interface OwnershipQuestion {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly basis: CostBasis;
  readonly book?: string | undefined;
}

/** The days that are asked for: from the purchase until today, unless said otherwise. @throws DomainError invalid `query/invalid` */
const spanOf = (context: CostContext, { purchase, createdAt }: Asset, { from, to }: OwnershipQuestion): DateSpan => {
  const end = to ?? todayOf(context);
  const registered = createdAt.slice(0, 10);
  const bought = purchase?.date ?? registered;
  const start = from ?? earlier(earlier(bought, registered), end);
  if (start > end)
    throw invalid('/query/from', 'query/invalid', `from is ${start}, which is after to, ${end}; from must be the earlier day`);
  return { from: later(start, firstDate), to: end };
};

const termPayments = (terms: readonly Term[]): readonly Payment[] =>
  terms.map(({ start, end, cost }) => ({ kind: 'term', date: start, amount: cost, span: { from: start, to: end } }));

/** Everything that was paid for an asset beside its purchase: its costs, its parts of contracts, and its terms. */
const paymentsOf = async ({ costs, contracts }: OwnershipContext, asset: string, terms: readonly Term[], span: DateSpan) => {
  const [own, shares] = await Promise.all([costs.of(asset), contracts.sharesOf(asset)]);
  return [
    ...own.map(({ kind, date, amount, period }): Payment => ({ kind, date, amount, span: period })),
    ...shares.flatMap(({ contract, share }) =>
      paymentSpans(contract, span).map((paid): Payment => ({ kind: 'contract', date: paid.from, amount: share, span: paid })),
    ),
    ...termPayments(terms),
  ];
};

/** What a seat of a license cost, if the asset has terms. */
const seatsIn = async (
  { licenses }: CostContext,
  asset: string,
  terms: readonly Term[],
  { span, total }: { readonly span: DateSpan; readonly total: CostOfOwnership['total'] },
): Promise<SeatCost | undefined> => {
  if (terms.length === 0) return undefined;
  const [before, days] = await Promise.all([licenses.dayOfUse(asset, dayBefore(span.from)), licenses.daysOfUse(asset, span.from, span.to)]);
  return costPerSeat({ terms, assignedBefore: before?.assigned ?? 0, days, total }, span);
};

/** How the cost of an asset in a period is counted. */
interface Counting {
  readonly span: DateSpan;
  readonly basis: CostBasis;
  readonly book?: string | undefined;
}

/** What a stored asset cost in a period (A3), and its terms. @throws DomainError missing `asset/no-book` */
export const costOfAsset =
  (context: OwnershipContext) =>
  async (asset: Asset, { span, basis, book }: Counting): Promise<{ readonly cost: CostOfOwnership; readonly terms: readonly Term[] }> => {
    const terms = await context.licenses.termsOf(asset.id);
    const [payments, charge] = await Promise.all([
      paymentsOf(context, asset.id, terms, span),
      basis === 'accrual' || book !== undefined ? chargeInBook(context)(asset, book, span) : undefined,
    ]);
    return { cost: costOfOwnership({ asset, payments, charge }, span, basis), terms };
  };

/** What an asset cost in a period, on cash or on accrual basis (A3). @throws DomainError missing `asset/not-found`, `asset/no-book` */
export const readCostOfOwnership = (context: CostContext) => async (reference: string, question: OwnershipQuestion) => {
  const { id, asset } = await assetItem(context, reference);
  const span = spanOf(context, asset, question);
  const { basis, book } = question;
  const { cost, terms } = await costOfAsset(context)(asset, { span, basis, book });
  const seats = await seatsIn(context, id, terms, { span, total: cost.total });
  return { basis, ...span, ...cost, ...(seats ? { seats } : {}) };
};
