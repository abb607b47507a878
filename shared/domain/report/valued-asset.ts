import type { Asset } from '../asset/asset.ts';
import type { AssetFact } from '../asset/asset-facts.ts';
import { type Book, bookedOn } from '../book/book.ts';
import type { AssetLedger } from '../depreciation/asset-ledger.ts';
import type { Holding } from '../depreciation/book-entry.ts';
import { type AssetHolder, heldSpans } from '../depreciation/movements.ts';
import type { ReportGroup } from './value-reports.ts';

/** How assets are grouped: by one of the fields, with the group of each asset today. */
export interface Grouping {
  readonly by: ReportGroup;
  readonly groupOf: (asset: Asset) => string | undefined;
}

/** The group of assets for which a field has no value, and of all assets if a report has no groups. */
export const noGroup = '';

/** An asset in one book, with who or what holds it in the view of a report. */
export interface ValuedAsset {
  readonly asset: Asset;
  readonly ledger: AssetLedger;
  readonly holders: readonly AssetHolder[];
}

const groupOfHolding: Readonly<Record<string, (holding: Holding) => string | undefined>> = {
  costCenter: ({ costCenter }) => costCenter,
  location: ({ location }) => location,
  owner: ({ owner }) => owner?.team ?? owner?.person,
};

/** A day before every booking. */
const theBeginning = '0000-01-01';

type TransferFact = AssetFact & { readonly kind: 'transfer' };
const isTransfer = (fact: AssetFact): fact is TransferFact => fact.kind === 'transfer';

/** The transfers of an asset that changed the value of a dimension, in the order in which they were recorded. */
const movesOf = (facts: readonly AssetFact[], partOf: (holding: Holding) => unknown): readonly TransferFact[] =>
  facts
    .filter(isTransfer)
    .filter(({ from, to }) => partOf(from) !== partOf(to))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));

/**
 * The day from which on an asset has its cost center or location: that of the last transfer to it, or the first day of the asset in its books.
 * Undefined if it never had an entry in a book.
 */
export const heldSince = (facts: readonly AssetFact[], field: 'costCenter' | 'location'): string | undefined =>
  movesOf(facts, (holding) => holding[field]).at(-1)?.date ?? facts.flatMap(({ kind, date }) => (kind === 'basis' ? [date] : [])).sort()[0];

/**
 * Who or what holds an asset, one after another. Cost centers, locations and owners follow from the transfers, so that a report of a closed
 * period does not change when the asset goes elsewhere. Other fields are those of today.
 */
export const holdersOf = (
  asset: Asset,
  facts: readonly AssetFact[],
  book: Book,
  grouping: Grouping | undefined,
): readonly AssetHolder[] => {
  const ofHolding = grouping && groupOfHolding[grouping.by];
  if (!ofHolding) return [{ from: theBeginning, group: grouping?.groupOf(asset) ?? noGroup }];
  const moves = movesOf(facts, ofHolding);
  const first = { from: theBeginning, group: ofHolding(moves[0]?.from ?? asset) ?? noGroup };
  // What is recorded later counts from its booking date on, also if something was recorded for a later day before.
  return moves.reduce<readonly AssetHolder[]>(
    (holders, { id, date, to }) => {
      const from = bookedOn(book, date, id);
      return [...holders.filter((holder) => holder.from < from), { from, group: ofHolding(to) ?? noGroup }];
    },
    [first],
  );
};

/** The group that holds an asset at the end of a day. */
export const groupOn = ({ holders }: Pick<ValuedAsset, 'holders'>, date: string): string =>
  heldSpans(holders, { from: date, to: date }).at(-1)?.group ?? noGroup;

/** Whether the asset is in the book at the end of a day. */
export const isCarried = ({ ledger }: Pick<ValuedAsset, 'ledger'>, date: string): boolean => {
  const { steps, disposal } = ledger.timelineOn(date);
  const [first] = steps;
  return first !== undefined && first.date <= date && !(disposal && disposal.date <= date);
};
