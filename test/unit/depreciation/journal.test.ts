import { expect, it } from '@jest/globals';
import { type AssetLedger, assetLedger } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { journalLines } from '../../../shared/domain/depreciation/journal.ts';
import { type AssetHolder, heldSpans, movementsByHolder, movementsIn } from '../../../shared/domain/depreciation/movements.ts';
import { inMoney } from '../../../shared/domain/money.ts';
import { adjusted, aLedger, disposedOf, onDay } from '../../support/depreciation.ts';

/** 1,200 over 48 months, impaired at the end of the first year, partly reversed, and sold in May 2027. */
const machine = aLedger({ price: '1200', entry: { lifeMonths: 48 } });
const euros = (amount: string) => ({ amount, currency: 'EUR' });
const impaired = adjusted(machine, { kind: 'impairment', book: 'main', date: '2026-12-31', recoverableAmount: euros('540') });
const reversed = adjusted(impaired, { kind: 'reversal', book: 'main', date: '2027-03-31', recoverableAmount: euros('600') });
const sold = disposedOf(reversed, '2027-05-10', '500', '20');

it('A8 the roll-forward of an asset over a year', () => {
  expect(movementsIn(sold, { from: '2027-01-01', to: '2027-12-31' })).toEqual({
    cost: { opening: 120_000n, additions: 0n, transfers: 0n, disposals: 120_000n, closing: 0n },
    // Three months of 15.00, then one of 600.00 / 33.
    depreciation: { opening: 30_000n, charge: 6_318n, transfers: 0n, disposals: 36_318n, closing: 0n },
    impairment: { opening: 36_000n, charge: 0n, reversals: 10_500n, transfers: 0n, disposals: 25_500n, closing: 0n },
    netBookValue: { opening: 54_000n, closing: 0n },
  });
  expect(movementsIn(sold, { from: '2026-01-01', to: '2026-12-31' })).toMatchObject({
    cost: { opening: 0n, additions: 120_000n, closing: 120_000n },
    impairment: { charge: 36_000n, closing: 36_000n },
  });
});

const line = (date: string, account: string, amount: bigint, text: string) => ({
  date,
  account,
  group: '',
  debit: amount > 0n ? amount : 0n,
  credit: amount < 0n ? -amount : 0n,
  text,
});

it('A8 the journal of an acquisition, a charge, an impairment, a reversal and a sale', () => {
  expect(journalLines(sold, { from: '2026-01-01', to: '2026-01-31' }, [])).toEqual([
    line('2026-01-01', 'cost', 120_000n, 'addition'),
    line('2026-01-01', 'clearing', -120_000n, 'addition'),
    line('2026-01-31', 'expense', 2_500n, 'depreciation'),
    line('2026-01-31', 'accumulatedDepreciation', -2_500n, 'depreciation'),
  ]);
  expect(journalLines(sold, { from: '2026-12-01', to: '2026-12-31' }, [])).toEqual([
    line('2026-12-31', 'expense', 2_500n, 'depreciation'),
    line('2026-12-31', 'accumulatedDepreciation', -2_500n, 'depreciation'),
    line('2026-12-31', 'impairmentLoss', 36_000n, 'impairment'),
    line('2026-12-31', 'impairment', -36_000n, 'impairment'),
  ]);
  expect(journalLines(sold, { from: '2027-03-01', to: '2027-03-31' }, []).slice(2)).toEqual([
    line('2027-03-31', 'impairment', 10_500n, 'reversal of impairment'),
    line('2027-03-31', 'impairmentLoss', -10_500n, 'reversal of impairment'),
  ]);
  // 581.82 net, 480.00 for it: a loss of 101.82.
  expect(journalLines(sold, { from: '2027-05-01', to: '2027-06-30' }, [])).toEqual([
    line('2027-05-10', 'accumulatedDepreciation', 36_318n, 'disposal'),
    line('2027-05-10', 'impairment', 25_500n, 'disposal'),
    line('2027-05-10', 'clearing', 48_000n, 'disposal'),
    line('2027-05-10', 'cost', -120_000n, 'disposal'),
    line('2027-05-10', 'gainLoss', 10_182n, 'disposal'),
  ]);
});

it('A8 accounts have the names of their day', () => {
  const lines = journalLines(sold, { from: '2026-02-01', to: '2026-02-28' }, [], (day) => ({
    expense: day,
    accumulatedDepreciation: '0690',
  }));

  expect(lines.map(({ account }) => account)).toEqual(['2026-02-28', '0690']);
});

const holders = [
  { from: '2026-01-01', group: 'sales' },
  { from: '2026-04-15', group: 'research' },
];

it('A8 a transfer takes the asset out of one cost center and into the next, at no change of value', () => {
  const [first, second, ...others] = movementsByHolder(machine, { from: '2026-04-01', to: '2026-06-30' }, holders);

  expect(others).toEqual([]);
  expect(inMoney(first, 'EUR')).toMatchObject({
    group: 'sales',
    cost: { opening: euros('1200.00'), transfers: euros('-1200.00'), closing: euros('0.00') },
    depreciation: { opening: euros('75.00'), charge: euros('0.00'), transfers: euros('-75.00'), closing: euros('0.00') },
  });
  expect(inMoney(second, 'EUR')).toMatchObject({
    group: 'research',
    cost: { opening: euros('0.00'), transfers: euros('1200.00'), closing: euros('1200.00') },
    depreciation: { charge: euros('75.00'), transfers: euros('75.00'), closing: euros('150.00') },
    netBookValue: { opening: euros('0.00'), closing: euros('1050.00') },
  });
});

it('A8 the journal of a transfer balances for each cost center', () => {
  const lines = journalLines(machine, { from: '2026-04-15', to: '2026-04-15' }, holders);

  expect(lines.map(({ group, account, debit, credit }) => [group, account, debit - credit])).toEqual([
    ['sales', 'cost', -120_000n],
    ['sales', 'accumulatedDepreciation', 7_500n],
    ['sales', 'clearing', 112_500n],
    ['research', 'cost', 120_000n],
    ['research', 'accumulatedDepreciation', -7_500n],
    ['research', 'clearing', -112_500n],
  ]);
});

it('A8 a transfer on the first day of a period is a movement of that period, and the next one begins with the new holder', () => {
  const groups = (from: string) =>
    movementsByHolder(machine, { from, to: '2026-06-30' }, holders).map(({ group, cost }) => [group, cost.opening]);

  expect(groups('2026-04-15')).toEqual([
    ['sales', 120_000n],
    ['research', 0n],
  ]);
  expect(groups('2026-04-16')).toEqual([['research', 120_000n]]);
  expect(groups('2025-12-01')).toEqual([
    ['sales', 0n],
    ['research', 0n],
  ]);
});

it('A8 the journal of several months has each month end, and each day on which a fact is booked or withdrawn', () => {
  const stolen = disposedOf(machine, '2026-02-10');
  const facts = stolen.facts.map((fact) => (fact.kind === 'disposal' ? { ...fact, withdrawn: onDay('2026-03-20') } : fact));
  const found = assetLedger(stolen.book, facts);
  const days = (ledger: AssetLedger) => [
    ...new Set(journalLines(ledger, { from: '2026-01-02', to: '2026-04-30' }, []).map(({ date }) => date)),
  ];

  expect(days(machine)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
  expect(days(found)).toEqual(['2026-01-31', '2026-02-10', '2026-03-20', '2026-03-31', '2026-04-30']);
});

it('A8 an impaired asset that is handed over and sold on one day leaves the first cost center and is sold by the next', () => {
  const handed = [
    { from: '2027-05-10', group: 'research' },
    { from: '2026-01-01', group: 'sales' },
  ];
  const lines = journalLines(sold, { from: '2027-05-10', to: '2027-05-10' }, handed);
  const [first, second] = movementsByHolder(sold, { from: '2027-01-01', to: '2027-12-31' }, handed);

  expect(lines.map(({ group, account, debit, credit }) => [group, account, debit - credit])).toEqual([
    ['sales', 'cost', -120_000n],
    ['sales', 'accumulatedDepreciation', 36_318n],
    ['sales', 'impairment', 25_500n],
    ['sales', 'clearing', 58_182n],
    ['research', 'cost', 120_000n],
    ['research', 'accumulatedDepreciation', -36_318n],
    ['research', 'impairment', -25_500n],
    ['research', 'clearing', -58_182n],
    ['research', 'accumulatedDepreciation', 36_318n],
    ['research', 'impairment', 25_500n],
    ['research', 'clearing', 48_000n],
    ['research', 'cost', -120_000n],
    ['research', 'gainLoss', 10_182n],
  ]);
  expect(first).toMatchObject({ group: 'sales', impairment: { opening: 36_000n, reversals: 10_500n, transfers: -25_500n, closing: 0n } });
  expect(second).toMatchObject({ group: 'research', impairment: { opening: 0n, transfers: 25_500n, disposals: 25_500n, closing: 0n } });
});

it('A8 holders may be given in any order, and those before the period are passed over', () => {
  const [first, second, third] = [
    { from: '2026-01-01', group: 'a' },
    { from: '2026-02-01', group: 'b' },
    { from: '2026-03-01', group: 'c' },
  ] as const;
  const groups = (from: string, some: readonly AssetHolder[]) => heldSpans(some, { from, to: '2026-12-31' }).map(({ group }) => group);

  for (const some of [
    [first, second, third],
    [third, second, first],
    [second, third, first],
    [third, first, second],
  ]) {
    expect(groups('2026-01-01', some)).toEqual(['a', 'b', 'c']);
    expect(groups('2026-02-15', some)).toEqual(['b', 'c']);
    expect(groups('2026-04-01', some)).toEqual(['c']);
  }
});
