import { earlier, later } from '../clock.ts';
import { dayNumber } from '../dates.ts';
import type { DayOfUse } from '../license/license-use.ts';
import type { Term } from '../license/term.ts';
import { halfUp, type MoneyValue, minorUnitsOf, moneyOf } from '../money.ts';
import type { DateSpan } from '../splitting.ts';

/** What a seat of a license cost in a period: of those that the terms give, and of those that are in use, as an average over its days. */
export interface SeatCost {
  /** How many seats the terms gave, and how many were assigned, on an average day, with two decimals. */
  readonly averageEntitled: string;
  readonly averageAssigned: string;
  readonly costPerEntitled: MoneyValue | null;
  readonly costPerAssigned: MoneyValue | null;
}

const daysIn = ({ from, to }: DateSpan): number => Math.max(0, dayNumber(to) - dayNumber(from) + 1);

/** The days of a term that lie in a period. */
const overlap = ({ start, end }: Pick<Term, 'start' | 'end'>, { from, to }: DateSpan): number =>
  daysIn({ from: later(start, from), to: earlier(end, to) });

/** Seats times days that were assigned: each day of change counts until the next one. */
const assignedDays = (before: number, days: readonly DayOfUse[], { from, to }: DateSpan): number => {
  const steps = [{ date: from, assigned: before }, ...days];
  const end = dayNumber(to) + 1;
  return steps.reduce((sum, { date, assigned }, place) => {
    const next = steps[place + 1];
    return sum + assigned * ((next ? dayNumber(next.date) : end) - dayNumber(date));
  }, 0);
};

const average = (seatDays: number, days: number): string => {
  const hundredths = halfUp({ over: BigInt(seatDays) * 100n, under: BigInt(days) });
  const text = String(hundredths).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

interface SeatUse {
  readonly terms: readonly Term[];
  /** How many were assigned at the end of the day before the period. */
  readonly assignedBefore: number;
  /** The days of the period on which that changed. */
  readonly days: readonly DayOfUse[];
  readonly total: MoneyValue | null;
}

/** What a seat cost in a period (A5): the cost of the period, divided by the average number of seats on its days. */
export const costPerSeat = ({ terms, assignedBefore, days, total }: SeatUse, span: DateSpan): SeatCost => {
  const length = daysIn(span);
  const given = terms.reduce((sum, term) => sum + term.quantity * overlap(term, span), 0);
  const taken = assignedDays(assignedBefore, days, span);
  const perSeat = (seatDays: number): MoneyValue | null => {
    if (total === null || seatDays === 0) return null;
    const minor = minorUnitsOf(total.amount, total.currency);
    return moneyOf(halfUp({ over: minor * BigInt(length), under: BigInt(seatDays) }), total.currency);
  };
  return {
    averageEntitled: average(given, length),
    averageAssigned: average(taken, length),
    costPerEntitled: perSeat(given),
    costPerAssigned: perSeat(taken),
  };
};
