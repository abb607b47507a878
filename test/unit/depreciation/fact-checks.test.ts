import { expect, it } from '@jest/globals';
import { assetLedger } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { bookingDateOf, checkClosing } from '../../../shared/domain/depreciation/booking.ts';
import { acquisitionFact, adjustmentFact, disposalFact } from '../../../shared/domain/depreciation/fact-checks.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { aBook, aBookEntry, adjusted, aLedger, disposedOf, onDay } from '../../support/depreciation.ts';

/** The kind, code and pointer of the error that an action throws. */
const errorOf = (action: () => unknown): readonly [string, string, string | undefined] | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [error.kind, error.code, error.errors[0]?.pointer];
  }
};

const euros = (amount: string) => ({ amount, currency: 'EUR' });

const acquire = (price: { amount: string; currency: string }, some = {}, currency = 'EUR') =>
  acquisitionFact({ entry: aBookEntry(some), price, ...onDay('2026-01-01'), pointer: '/books/0' }, aBook({ currency }));

it.each([
  [
    'a residual value above the cost',
    () => acquire(euros('100'), { residualValue: '100.01' }),
    'book/residual-above-cost',
    '/books/0/residualValue',
  ],
  [
    'a residual value finer than the minor unit',
    () => acquire(euros('100'), { residualValue: '0.001' }),
    'money/too-fine',
    '/books/0/residualValue',
  ],
  [
    'a residual value finer than a yen',
    () => acquire({ amount: '100', currency: 'JPY' }, { residualValue: '12.50' }, 'JPY'),
    'money/too-fine',
    '/books/0/residualValue',
  ],
  [
    'a residual value in another currency',
    () => acquire(euros('100'), { residualValue: { amount: '1', currency: 'USD' } }),
    'money/other-currency',
    '/books/0/residualValue/currency',
  ],
  ['a foreign price without a rate', () => acquire({ amount: '100', currency: 'USD' }), 'book/no-exchange-rate', '/books/0/exchangeRate'],
])('A4 an acquisition is refused: %s', (_, action, code, pointer) => {
  expect(errorOf(action)).toEqual(['invalid', code, pointer]);
});

it('A4 an acquisition has the earlier of the purchase and the in-service date, and the price in the currency of the book', () => {
  const leased = { entry: aBookEntry({ exchangeRate: '0.005' }), price: { amount: '1300', currency: 'JPY' }, ...onDay('2026-01-01') };

  expect(acquisitionFact({ ...leased, purchaseDate: '2026-03-01' }, aBook())).toMatchObject({ date: '2026-01-01', cost: 650n });
  expect(acquisitionFact({ ...leased, purchaseDate: '2025-12-01' }, aBook())).toMatchObject({ date: '2025-12-01' });
  expect(acquisitionFact(leased, aBook())).toMatchObject({ date: '2026-01-01' });
  expect(acquire(euros('100'), { residualValue: '100' })).toMatchObject({ cost: 10_000n });
});

const today = '2027-06-30';
const machine = aLedger({ price: '1200', entry: { residualValue: '120' } });
const adjust = (body: object, ledger = machine) =>
  adjustmentFact({ book: 'main', date: '2027-01-10', ...body } as Parameters<typeof adjustmentFact>[0], ledger, onDay('2027-01-10'), today);

it.each([
  ['a date in the future', { kind: 'addition', amount: euros('1'), date: '2027-07-01' }, 'asset/date-in-future', '/date'],
  ['a date before the purchase', { kind: 'addition', amount: euros('1'), date: '2025-12-31' }, 'asset/before-purchase', '/date'],
  ['an addition of 0', { kind: 'addition', amount: euros('0') }, 'adjustment/not-positive', '/amount/amount'],
  [
    'an addition in another currency',
    { kind: 'addition', amount: { amount: '1', currency: 'USD' } },
    'money/other-currency',
    '/amount/currency',
  ],
  [
    'an impairment to the net book value',
    { kind: 'impairment', recoverableAmount: euros('840') },
    'adjustment/no-impairment',
    '/recoverableAmount',
  ],
  ['an impairment below 0', { kind: 'impairment', recoverableAmount: euros('-1') }, 'adjustment/negative', '/recoverableAmount/amount'],
  [
    'a reversal to the net book value',
    { kind: 'reversal', recoverableAmount: euros('840') },
    'adjustment/no-reversal',
    '/recoverableAmount',
  ],
  [
    'a residual value above the cost',
    { kind: 'change-of-estimate', residualValue: '1200.01' },
    'book/residual-above-cost',
    '/residualValue',
  ],
  ['a negative residual value', { kind: 'change-of-estimate', residualValue: '-1' }, 'adjustment/negative', '/residualValue'],
])('A4 an adjustment is refused: %s', (_, body, code, pointer) => {
  expect(errorOf(() => adjust(body))).toEqual(['invalid', code, pointer]);
});

it('A4 an adjustment becomes a fact in minor units, booked as it was said', () => {
  const booking = { recordedAt: '2027-02-03T12:00:00.000Z', bookedOn: '2027-02-01' };
  const body = { kind: 'impairment', book: 'main', date: '2027-01-10', recoverableAmount: euros('839.99') } as const;

  expect(adjustmentFact(body, machine, booking, today)).toEqual({
    kind: 'impairment',
    date: '2027-01-10',
    recoverableAmount: 83_999n,
    ...booking,
  });
  expect(adjust({ kind: 'change-of-estimate', residualValue: '1200' })).toMatchObject({
    residualValue: 120_000n,
    remainingMonths: undefined,
  });
  expect(adjust({ kind: 'change-of-estimate', residualValue: '0' })).toMatchObject({ residualValue: 0n });
  expect(adjust({ kind: 'change-of-estimate', remainingMonths: 7 })).toMatchObject({ residualValue: undefined, remainingMonths: 7 });
  expect(adjust({ kind: 'addition', amount: euros('0.01'), date: today })).toMatchObject({ amount: 1n, date: today });
  expect(adjust({ kind: 'impairment', recoverableAmount: euros('0'), date: '2026-01-01' })).toMatchObject({ recoverableAmount: 0n });
});

it('A4 an adjustment is compared with the value on its own day, also if a later one is known', () => {
  const later = adjusted(machine, { kind: 'impairment', book: 'main', date: '2027-03-01', recoverableAmount: euros('200') });

  expect(errorOf(() => adjust({ kind: 'impairment', recoverableAmount: euros('500') }, later))).toBeUndefined();
  expect(errorOf(() => adjust({ kind: 'impairment', recoverableAmount: euros('200'), date: '2027-03-01' }, later))?.[1]).toBe(
    'adjustment/no-impairment',
  );
});

it('A4 only what was impaired is reversed', () => {
  const impaired = adjusted(machine, { kind: 'impairment', book: 'main', date: '2027-01-05', recoverableAmount: euros('500') });
  const reversed = adjusted(impaired, { kind: 'reversal', book: 'main', date: '2027-01-06', recoverableAmount: euros('9999') });
  const reversal = { kind: 'reversal', recoverableAmount: euros('9999') };

  expect(errorOf(() => adjust(reversal))).toEqual(['conflict', 'adjustment/not-impaired', '/kind']);
  expect(errorOf(() => adjust(reversal, impaired))).toBeUndefined();
  expect(errorOf(() => adjust(reversal, reversed))).toEqual(['conflict', 'adjustment/not-impaired', '/kind']);
});

it('A4 the value is not adjusted after the asset has left the book', () => {
  const sold = disposedOf(machine, '2027-01-09');

  expect(errorOf(() => adjust({ kind: 'addition', amount: euros('1') }, sold))).toEqual(['conflict', 'asset/disposed', '/date']);
  expect(errorOf(() => adjust({ kind: 'addition', amount: euros('1'), date: '2027-01-09' }, sold))).toBeUndefined();
});

it.each([
  ['before the purchase', { date: '2025-12-31' }, 'asset/before-purchase', '/date'],
  ['in the future', { date: '2027-07-01' }, 'asset/date-in-future', '/date'],
  ['for negative proceeds', { proceeds: euros('-1') }, 'adjustment/negative', '/proceeds/amount'],
  ['at a negative cost', { sellingCost: euros('-1') }, 'adjustment/negative', '/sellingCost/amount'],
  ['for proceeds in another currency', { proceeds: { amount: '1', currency: 'USD' } }, 'money/other-currency', '/proceeds/currency'],
])('A4 a disposal is refused: %s', (_, some, code, pointer) => {
  expect(errorOf(() => disposalFact({ date: '2027-01-10', ...onDay('2027-01-10'), ...some }, machine, today))).toEqual([
    'invalid',
    code,
    pointer,
  ]);
});

it('A4 a disposal without amounts brings nothing', () => {
  const input = { date: '2027-01-10', ...onDay('2027-01-12') };

  expect(disposalFact(input, machine, today)).toEqual({ kind: 'disposal', proceeds: 0n, sellingCost: 0n, ...input });
});

it('A4 an asset that is in no book yet has no date to compare with', () => {
  const ledger = assetLedger(aBook(), []);

  expect(errorOf(() => disposalFact({ date: '2020-01-01', ...onDay('2020-01-01') }, ledger, today))).toBeUndefined();
  expect(errorOf(() => adjust({ kind: 'impairment', recoverableAmount: euros('1') }, ledger))).toEqual([
    'invalid',
    'adjustment/no-impairment',
    '/recoverableAmount',
  ]);
});

it('A8 a fact of a closed period is booked on the first open day', () => {
  expect(bookingDateOf('2026-03-31', '2026-03-31')).toBe('2026-04-01');
  expect(bookingDateOf('2020-03-31', '2026-12-31')).toBe('2027-01-01');
  expect(bookingDateOf('2026-04-01', '2026-03-31')).toBe('2026-04-01');
  expect(bookingDateOf('2026-05-10', '2026-03-31')).toBe('2026-05-10');
  expect(bookingDateOf('2026-04-01', undefined)).toBe('2026-04-01');
});

it('A8 a period closes with a month that has ended, once', () => {
  expect(errorOf(() => checkClosing('2026-03-30', undefined, today))).toEqual(['invalid', 'book/not-a-month-end', '/through']);
  expect(errorOf(() => checkClosing('2026-03-31', '2026-03-31', today))).toEqual(['conflict', 'book/closed', '/through']);
  expect(errorOf(() => checkClosing('2027-06-30', '2026-03-31', today))).toEqual(['invalid', 'book/not-ended', '/through']);
  expect(errorOf(() => checkClosing('2027-05-31', '2026-03-31', today))).toBeUndefined();
  expect(errorOf(() => checkClosing('2027-05-31', undefined, today))).toBeUndefined();
});
