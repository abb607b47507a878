import { dayBefore, lastDayOf, lastEndedMonth, monthNumber } from '../dates.ts';
import type { DateSpan } from '../splitting.ts';
import type { AssetLedger } from './asset-ledger.ts';
import { type AssetHolder, type AssetMovements, movementsByHolder } from './movements.ts';

/**
 * The accounts of a journal. `impairment` is the accumulated impairment, as `accumulatedDepreciation` is for depreciation. `impairmentLoss`
 * is its expense. `clearing` is the other side of purchases and proceeds.
 */
export const journalAccounts = [
  'cost',
  'accumulatedDepreciation',
  'expense',
  'impairment',
  'impairmentLoss',
  'gainLoss',
  'clearing',
] as const;
export type JournalAccount = (typeof journalAccounts)[number];

/** The names of accounts. One that is not given has the name of its field. */
export type AccountNames = Readonly<Partial<Record<JournalAccount, string>>>;

/** One line of a journal, in minor units. One of debit and credit is 0. */
export interface JournalLine {
  readonly date: string;
  readonly account: string;
  /** The holder of the asset. */
  readonly group: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly text: string;
}

/** An amount on an account: a debit if it is positive, a credit if it is negative. */
interface Posting {
  readonly account: JournalAccount;
  readonly amount: bigint;
  readonly text: string;
}

const pair = (debit: JournalAccount, credit: JournalAccount, amount: bigint, text: string): readonly Posting[] => [
  { account: debit, amount, text },
  { account: credit, amount: -amount, text },
];

/** A transfer takes all amounts out of the accounts of one holder and into those of the next. Both sides balance by the net book value. */
const transferPostings = ({ cost, depreciation, impairment }: AssetMovements): readonly Posting[] => [
  { account: 'cost', amount: cost.transfers, text: 'transfer' },
  { account: 'accumulatedDepreciation', amount: -depreciation.transfers, text: 'transfer' },
  { account: 'impairment', amount: -impairment.transfers, text: 'transfer' },
  { account: 'clearing', amount: depreciation.transfers + impairment.transfers - cost.transfers, text: 'transfer' },
];

const disposalPostings = ({ cost, depreciation, impairment }: AssetMovements, netProceeds: bigint): readonly Posting[] => {
  const netBookValue = cost.disposals - depreciation.disposals - impairment.disposals;
  return [
    { account: 'accumulatedDepreciation', amount: depreciation.disposals, text: 'disposal' },
    { account: 'impairment', amount: impairment.disposals, text: 'disposal' },
    { account: 'clearing', amount: netProceeds, text: 'disposal' },
    { account: 'cost', amount: -cost.disposals, text: 'disposal' },
    { account: 'gainLoss', amount: netBookValue - netProceeds, text: 'disposal' },
  ];
};

const postingsOf = (movements: AssetMovements, netProceeds: bigint): readonly Posting[] => [
  ...transferPostings(movements),
  ...pair('cost', 'clearing', movements.cost.additions, 'addition'),
  ...pair('expense', 'accumulatedDepreciation', movements.depreciation.charge, 'depreciation'),
  ...pair('impairmentLoss', 'impairment', movements.impairment.charge, 'impairment'),
  ...pair('impairment', 'impairmentLoss', movements.impairment.reversals, 'reversal of impairment'),
  ...disposalPostings(movements, netProceeds),
];

/** The days of a period on which something may be booked: ends of months, dates and bookings of facts, and transfers. */
const bookingDays = (ledger: AssetLedger, { from, to }: DateSpan, holders: readonly AssetHolder[]): readonly string[] => {
  const months = Math.max(0, lastEndedMonth(to) - monthNumber(from) + 1);
  const monthEnds = Array.from({ length: months }, (_, place) => lastDayOf(monthNumber(from) + place));
  const ofFacts = ledger.facts.flatMap(({ date, bookedOn, withdrawn }) => [date, bookedOn, ...(withdrawn ? [withdrawn.bookedOn] : [])]);
  const days = [...monthEnds, ...ofFacts, ...holders.map((holder) => holder.from)];
  return [...new Set(days)].filter((day) => day >= from && day <= to).sort();
};

/**
 * The journal lines of an asset in a period (A8). The debits of each day equal its credits, and the lines on each account sum to the
 * movements of the roll-forward. `namesOn`: the names of the accounts for what is booked on a day.
 */
export const journalLines = (
  ledger: AssetLedger,
  period: DateSpan,
  holders: readonly AssetHolder[],
  namesOn: (day: string) => AccountNames = () => ({}),
): readonly JournalLine[] =>
  bookingDays(ledger, period, holders).flatMap((day) => {
    const names = namesOn(day);
    const proceeds = ledger.figuresOn(day).netProceeds - ledger.figuresOn(dayBefore(day)).netProceeds;
    return movementsByHolder(ledger, { from: day, to: day }, holders).flatMap(({ group, ...movements }, place, all) => {
      const isLast = place === all.length - 1;
      return postingsOf(movements, isLast ? proceeds : 0n)
        .filter(({ amount }) => amount !== 0n)
        .map(({ account, amount, text }) => ({
          date: day,
          account: names[account] ?? account,
          group,
          debit: amount > 0n ? amount : 0n,
          credit: amount < 0n ? -amount : 0n,
          text,
        }));
    });
  });
