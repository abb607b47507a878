import { dateOfDay, dayBefore, dayNumber } from '../dates.ts';
import type { DateSpan } from '../splitting.ts';
import { type AssetLedger, type BookedFigures, carriedFigures } from './asset-ledger.ts';
import { type GrossFigures, netBookValueOf, noFigures } from './step.ts';

/**
 * What happened to an asset in a period, for the roll-forward, in minor units. Disposals and reversals are positive and are taken off:
 * closing = opening + additions + transfers - disposals. Transfers in are positive, transfers out negative.
 */
export interface AssetMovements {
  readonly cost: Readonly<Record<'opening' | 'additions' | 'transfers' | 'disposals' | 'closing', bigint>>;
  readonly depreciation: Readonly<Record<'opening' | 'charge' | 'transfers' | 'disposals' | 'closing', bigint>>;
  readonly impairment: Readonly<Record<'opening' | 'charge' | 'reversals' | 'transfers' | 'disposals' | 'closing', bigint>>;
  readonly netBookValue: Readonly<Record<'opening' | 'closing', bigint>>;
}

const impairmentOf = ({ impaired, reversed }: GrossFigures): bigint => impaired - reversed;

/** The figures at both ends of a stretch of days. */
interface Stretch {
  readonly before: BookedFigures;
  readonly after: BookedFigures;
}

/** What was carried at each end of a stretch: `opening` and `closing` belong to the group, `transferIn` and `transferOut` went to others. */
interface Ends {
  readonly opening: GrossFigures;
  readonly transferIn: GrossFigures;
  readonly transferOut: GrossFigures;
  readonly closing: GrossFigures;
}

const movementsOf = ({ before, after }: Stretch, { opening, transferIn, transferOut, closing }: Ends): AssetMovements => {
  const disposed = (field: keyof GrossFigures): bigint => after.derecognised[field] - before.derecognised[field];
  const moved = (field: keyof GrossFigures): bigint => after.gross[field] - before.gross[field];
  return {
    cost: {
      opening: opening.cost,
      additions: moved('cost'),
      transfers: transferIn.cost - transferOut.cost,
      disposals: disposed('cost'),
      closing: closing.cost,
    },
    depreciation: {
      opening: opening.depreciation,
      charge: moved('depreciation'),
      transfers: transferIn.depreciation - transferOut.depreciation,
      disposals: disposed('depreciation'),
      closing: closing.depreciation,
    },
    impairment: {
      opening: impairmentOf(opening),
      charge: moved('impaired'),
      reversals: moved('reversed'),
      transfers: impairmentOf(transferIn) - impairmentOf(transferOut),
      disposals: disposed('impaired') - disposed('reversed'),
      closing: impairmentOf(closing),
    },
    netBookValue: { opening: netBookValueOf(opening), closing: netBookValueOf(closing) },
  };
};

/** The movements of an asset from the beginning of the first day of a period to the end of the last one, by booking date (A8). */
export const movementsIn = (ledger: AssetLedger, { from, to }: DateSpan): AssetMovements => {
  const before = ledger.figuresOn(dayBefore(from));
  const after = ledger.figuresOn(to);
  const ends = { opening: carriedFigures(before), transferIn: noFigures, transferOut: noFigures, closing: carriedFigures(after) };
  return movementsOf({ before, after }, ends);
};

/** Who or what holds an asset from a day on, in the view of a report: a cost center, an owner, a location. The first one holds it before too. */
export interface AssetHolder {
  /** The booking date of the transfer. */
  readonly from: string;
  readonly group: string;
}

/** The days of a period under one holder after another. */
export const heldSpans = (holders: readonly AssetHolder[], { from, to }: DateSpan): readonly (DateSpan & { readonly group: string })[] => {
  const inOrder = holders.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const opening = inOrder.findLast((holder) => holder.from < from) ?? inOrder[0] ?? { from, group: '' };
  const starts = [{ ...opening, from }, ...inOrder.filter((holder) => holder.from >= from && holder.from <= to && holder !== opening)];
  return starts.map((holder, place) => {
    const next = starts[place + 1];
    return { group: holder.group, from: holder.from, to: next ? dateOfDay(dayNumber(next.from) - 1) : to };
  });
};

/** The movements of an asset in a period, under one holder after another. A transfer takes the asset out of one and into the next. */
export const movementsByHolder = (
  ledger: AssetLedger,
  period: DateSpan,
  holders: readonly AssetHolder[],
): readonly (AssetMovements & { readonly group: string })[] => {
  const spans = heldSpans(holders, period);
  return spans.map(({ group, from, to }, place) => {
    const before = ledger.figuresOn(dayBefore(from));
    const after = ledger.figuresOn(to);
    const isFirst = place === 0;
    const isLast = place === spans.length - 1;
    const ends = {
      opening: isFirst ? carriedFigures(before) : noFigures,
      transferIn: isFirst ? noFigures : carriedFigures(before),
      transferOut: isLast ? noFigures : carriedFigures(after),
      closing: isLast ? carriedFigures(after) : noFigures,
    };
    return { group, ...movementsOf({ before, after }, ends) };
  });
};
