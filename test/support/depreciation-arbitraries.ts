import fc from 'fast-check';
import { dateOfDay, dayNumber } from '../../shared/domain/dates.ts';
import { type AssetLedger, assetLedger } from '../../shared/domain/depreciation/asset-ledger.ts';
import type { BookEntry } from '../../shared/domain/depreciation/book-entry.ts';
import { bookingDateOf } from '../../shared/domain/depreciation/booking.ts';
import type { AcquisitionFact, BookFact } from '../../shared/domain/depreciation/facts.ts';
import { moneyOf } from '../../shared/domain/money.ts';
import { aBook, aBookEntry, noonOf } from './depreciation.ts';

const firstDay = dayNumber('2026-01-01');
/** A day within some seven years. */
const days = fc.integer({ min: firstDay, max: firstDay + 2_500 }).map(dateOfDay);

const methods: fc.Arbitrary<Partial<BookEntry>> = fc.oneof(
  fc.record({ method: fc.constantFrom('straight-line' as const, 'sum-of-years-digits' as const), convention: conventions() }),
  fc.record({
    method: fc.constant('declining-balance' as const),
    convention: conventions(),
    factor: fc.constantFrom(1, '1.5', 2, 3),
    atEnd: fc.constantFrom('switch' as const, 'write-off' as const, 'keep' as const, undefined),
  }),
  fc.record({
    method: fc.constant('table' as const),
    convention: fc.constantFrom('half-year' as const, 'mid-quarter' as const),
    table: fc.constantFrom('macrs-3' as const, 'macrs-5' as const),
  }),
);

function conventions() {
  return fc.constantFrom('full-month' as const, 'mid-month' as const, 'half-year' as const, 'mid-quarter' as const);
}

const cost = fc.bigInt(0n, 10_000_000n);

/** Any acquisition: every method and convention, with a residual value of at most the cost. */
export const acquisitions: fc.Arbitrary<AcquisitionFact> = fc
  .record({ cost, part: fc.bigInt(0n, 100n), life: fc.integer({ min: 1, max: 70 }), on: days, method: methods })
  .map(({ cost: amount, part, life, on, method }) => ({
    kind: 'acquisition' as const,
    date: on,
    cost: amount,
    entry: aBookEntry({
      lifeMonths: life,
      residualValue: moneyOf((amount * part) / 100n, 'EUR').amount,
      inServiceDate: on,
      ...method,
    }),
    recordedAt: noonOf(on),
    bookedOn: on,
  }));

type Unbooked<Fact> = Fact extends BookFact ? Omit<Fact, 'recordedAt' | 'bookedOn'> : never;

const adjustments: fc.Arbitrary<Unbooked<BookFact>> = fc.oneof(
  fc.record({ kind: fc.constantFrom('impairment' as const, 'reversal' as const), date: days, recoverableAmount: cost }),
  fc.record({ kind: fc.constant('addition' as const), date: days, amount: fc.bigInt(1n, 1_000_000n) }),
  fc.record({
    kind: fc.constant('change-of-estimate' as const),
    date: days,
    remainingMonths: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    residualValue: fc.option(cost, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('disposal' as const), date: days, proceeds: cost, sellingCost: fc.bigInt(0n, 1_000n) }),
);

/** What happens to an asset, in the order in which it is recorded. */
export const happenings = fc.array(fc.record({ fact: adjustments, delay: fc.integer({ min: 0, max: 400 }) }), { maxLength: 6 });

/** A fact that is recorded some days after its date, when the book is closed through a day. */
export const recorded = (fact: Unbooked<BookFact>, on: string, closedThrough: string | undefined): BookFact => ({
  ...fact,
  recordedAt: noonOf(on),
  bookedOn: bookingDateOf(fact.date, closedThrough),
});

export const laterDay = (date: string, count: number): string => dateOfDay(dayNumber(date) + count);

/** Any ledger, with facts that are booked on their day or some days later. */
export const ledgers: fc.Arbitrary<AssetLedger> = fc
  .record({ acquisition: acquisitions, happened: happenings })
  .map(({ acquisition, happened }) => {
    const facts = happened.map(({ fact, delay }): BookFact => {
      const bookedOn = laterDay(fact.date, delay % 3 === 0 ? delay : 0);
      return { ...fact, recordedAt: noonOf(bookedOn), bookedOn };
    });
    return assetLedger(aBook(), [acquisition, ...facts]);
  });

export { days as someDays };
