import { paymentSpans } from '../../domain/cost/vendor-contract.ts';
import { type MoneyValue, minorUnitsOf, moneyOf } from '../../domain/money.ts';
import { type DateSpan, prepaidAfter } from '../../domain/splitting.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { CostContext } from './cost-context.ts';

/** What is paid and not used up yet on a date: of a term, of a cost with a period, or of a contract. `item` is the asset of the first two. */
export interface PrepaidPart {
  readonly kind: 'term' | 'cost' | 'contract';
  readonly id: string;
  readonly item?: string;
  readonly from: string;
  readonly to: string;
  readonly cost: MoneyValue;
  readonly prepaid: MoneyValue;
}

type PrepaidContext = Pick<CostContext, 'costs' | 'contracts' | 'licenses'>;
type Source = (context: PrepaidContext, date: string, request: PageRequest) => Promise<Page<PrepaidPart>>;

type Paid = Omit<PrepaidPart, 'from' | 'to' | 'prepaid'>;

/** The prepaid part, if it was paid by the date and something of it is left. */
const partOf = (paid: Paid, paidOn: string, { from, to }: DateSpan, date: string): readonly PrepaidPart[] => {
  if (paidOn > date || to <= date) return [];
  const { amount, currency } = paid.cost;
  const left = prepaidAfter(minorUnitsOf(amount, currency), { from, to }, date);
  return left === 0n ? [] : [{ ...paid, from, to, prepaid: moneyOf(left, currency) }];
};

const pageFrom = <Entity>({ items, nextCursor }: Page<Entity>, parts: (entity: Entity) => readonly PrepaidPart[]): Page<PrepaidPart> => ({
  items: items.flatMap(parts),
  ...(nextCursor === undefined ? {} : { nextCursor }),
});

/** Where prepaid parts come from, in the order in which they are listed. */
const sources: Readonly<Record<PrepaidPart['kind'], Source>> = {
  term: async ({ licenses }, date, request) =>
    pageFrom(await licenses.termsEndingAfter(date, request), ({ id, asset, start, end, cost }) =>
      partOf({ kind: 'term', id, item: asset, cost }, start, { from: start, to: end }, date),
    ),
  cost: async ({ costs }, date, request) =>
    pageFrom(await costs.prepaidAfter(date, request), ({ id, asset, date: paidOn, amount, period }) =>
      period ? partOf({ kind: 'cost', id, item: asset, cost: amount }, paidOn, period, date) : [],
    ),
  contract: async ({ contracts }, date, request) =>
    pageFrom(await contracts.endingAfter(date, request), (contract) =>
      paymentSpans(contract, { from: date, to: date }).flatMap((span) =>
        partOf({ kind: 'contract', id: contract.id, cost: contract.cost }, span.from, span, date),
      ),
    ),
};

const kinds = Object.keys(sources) as readonly PrepaidPart['kind'][];

/** The source at which a page begins, and the position in it. */
const placeOf = (after: string | undefined): { readonly kind: number; readonly position: string | undefined } => {
  const [, kind = '0', position = ''] = /^(\d)#(.*)$/s.exec(after ?? '') ?? [];
  return { kind: Number(kind), position: position === '' ? undefined : position };
};

/**
 * What is prepaid at the end of a date (A5): the part of terms, contracts and costs with a period that was paid by then and is for days
 * that come later. Terms come first, then costs, then contracts, each by their end. A page may be short and still have a cursor.
 */
export const prepaidOn =
  (context: PrepaidContext) =>
  async (date: string, { limit, after }: PageRequest): Promise<Page<PrepaidPart>> => {
    const { kind: at, position } = placeOf(after);
    const kind = kinds[at];
    if (kind === undefined) return { items: [] };
    const page = await sources[kind](context, date, { limit, after: position });
    if (page.nextCursor !== undefined) return { items: page.items, nextCursor: `${at}#${page.nextCursor}` };
    return kinds[at + 1] === undefined ? { items: page.items } : { items: page.items, nextCursor: `${at + 1}#` };
  };
