import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayBefore, firstDayOf, lastDayOf, lastEndedMonth, monthNumber } from '../../../shared/domain/dates.ts';
import { type AssetLedger, assetLedger, disposalResult, fullTimeline, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { journalLines } from '../../../shared/domain/depreciation/journal.ts';
import { movementsByHolder, movementsIn } from '../../../shared/domain/depreciation/movements.ts';
import { depreciationSchedule } from '../../../shared/domain/depreciation/schedule.ts';
import { bookAmountIn } from '../../../shared/domain/depreciation/timeline.ts';
import { aBook } from '../../support/depreciation.ts';
import { acquisitions, happenings, laterDay, ledgers, recorded, someDays } from '../../support/depreciation-arbitraries.ts';

const today = '2040-12-31';
const total = <Line>(lines: readonly Line[], of: (line: Line) => bigint): bigint => lines.reduce((sum, line) => sum + of(line), 0n);

const monthDay = (month: string): string => lastDayOf(monthNumber(`${month}-01`));

it('A4 value, accumulated depreciation and accumulated impairment sum to the cost on every date', () => {
  fc.assert(
    fc.property(ledgers, someDays, (ledger, date) => {
      const { cost, accumulatedDepreciation, accumulatedImpairment, netBookValue } = valueAt(ledger, date);

      expect(netBookValue + accumulatedDepreciation + accumulatedImpairment).toBe(cost);
      expect(netBookValue).toBeGreaterThanOrEqual(0n);
    }),
  );
});

it('A4 the charges sum to what is to be depreciated, and the value is never below the residual value', () => {
  fc.assert(
    fc.property(acquisitions, someDays, (acquisition, date) => {
      const ledger = assetLedger(aBook(), [acquisition]);
      const residual = bookAmountIn(acquisition.entry.residualValue, 'EUR');
      const schedule = depreciationSchedule(ledger, today);
      const isKept = acquisition.entry.atEnd === 'keep';
      const charged = total(schedule, ({ charge }) => charge);

      expect(charged <= acquisition.cost - residual && (isKept || charged === acquisition.cost - residual)).toBe(true);
      expect(schedule.every(({ charge, netBookValue }) => charge >= 0n && netBookValue >= residual)).toBe(true);
      if (date >= acquisition.date) expect(valueAt(ledger, date).netBookValue).toBeGreaterThanOrEqual(residual);
    }),
  );
});

it('A4 the schedule and the value agree at the end of each month', () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      for (const { month, accumulatedDepreciation, netBookValue } of depreciationSchedule(ledger, today))
        expect(valueAt(ledger, monthDay(month))).toMatchObject({ accumulatedDepreciation, netBookValue });
    }),
  );
});

it('A4 the charges of the schedule sum to the depreciation of the asset, and the net book value at a disposal is what is left', () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const { disposal } = fullTimeline(ledger);
      const { gross } = ledger.figuresOn('9999-11-30');

      expect(total(depreciationSchedule(ledger, today), ({ charge }) => charge)).toBe(gross.depreciation);
      if (disposal) expect(disposalResult(ledger)?.netBookValue).toBe(gross.cost - gross.depreciation - gross.impaired + gross.reversed);
    }),
  );
});

it('A4 a reversal never lifts the value above the one without impairments', () => {
  fc.assert(
    fc.property(ledgers, someDays, (ledger, date) => {
      const facts = ledger.facts.filter(({ kind }) => kind !== 'impairment' && kind !== 'reversal');
      const booked = (some: AssetLedger['facts']) => some.map((fact) => ({ ...fact, bookedOn: fact.date }));
      const value = (some: AssetLedger['facts']) => valueAt(assetLedger(ledger.book, booked(some)), date).netBookValue;

      // A unit is lost or won by the rounding of each plan.
      expect(value(ledger.facts)).toBeLessThanOrEqual(value(facts) + 10n);
    }),
  );
});

it("A8 a closed period's figures never move, whatever is recorded later", () => {
  fc.assert(
    fc.property(acquisitions, happenings, someDays, (acquisition, happened, close) => {
      const closedThrough = lastDayOf(monthNumber(close));
      const split = Math.floor(happened.length / 2);
      const before = happened.slice(0, split).map(({ fact }) => recorded(fact, close, undefined));
      const after = happened.slice(split).map(({ fact, delay }) => recorded(fact, laterDay(close, 40 + delay), closedThrough));
      const then = assetLedger(aBook(), [acquisition, ...before]);
      const now = assetLedger(aBook(), [acquisition, ...before, ...after]);
      const period = { from: firstDayOf(monthNumber(closedThrough) - 11), to: closedThrough };

      for (let month = monthNumber('2025-12-01'); month <= monthNumber(closedThrough); month += 1)
        expect(now.figuresOn(lastDayOf(month))).toEqual(then.figuresOn(lastDayOf(month)));
      expect(journalLines(now, period, [])).toEqual(journalLines(then, period, []));
      // As known when the period was closed, nothing else moved either.
      expect(valueAt(assetLedger(aBook(), now.facts, `${laterDay(close, 39)}T00:00:00.000Z`), today)).toEqual(
        valueAt(assetLedger(aBook(), then.facts, `${laterDay(close, 39)}T00:00:00.000Z`), today),
      );
    }),
  );
});

it('A8 the closing balance of a roll-forward is the opening one with all movements, and equals the value', () => {
  fc.assert(
    fc.property(ledgers, someDays, fc.integer({ min: 0, max: 700 }), (ledger, from, length) => {
      const to = laterDay(from, length);
      const { cost, depreciation, impairment, netBookValue } = movementsIn(ledger, { from, to });
      const value = valueAt(ledger, to);

      expect(cost.closing).toBe(cost.opening + cost.additions + cost.transfers - cost.disposals);
      expect(depreciation.closing).toBe(depreciation.opening + depreciation.charge - depreciation.disposals);
      expect(impairment.closing).toBe(impairment.opening + impairment.charge - impairment.reversals - impairment.disposals);
      expect(netBookValue.closing).toBe(cost.closing - depreciation.closing - impairment.closing);
      expect(value).toMatchObject({
        cost: cost.closing,
        accumulatedDepreciation: depreciation.closing,
        accumulatedImpairment: impairment.closing,
        netBookValue: netBookValue.closing,
      });
      expect(netBookValue.opening).toBe(valueAt(ledger, dayBefore(from)).netBookValue);
    }),
  );
});

const holders = fc.array(fc.record({ from: someDays, group: fc.constantFrom('a', 'b', 'c') }), { maxLength: 4 });

it('A8 the movements of all holders sum to those of the asset, and the transfers to 0', () => {
  fc.assert(
    fc.property(ledgers, someDays, fc.integer({ min: 0, max: 700 }), holders, (ledger, from, length, held) => {
      const period = { from, to: laterDay(from, length) };
      const parts = movementsByHolder(ledger, period, held);
      const whole = movementsIn(ledger, period);

      expect(total(parts, ({ cost }) => cost.transfers)).toBe(0n);
      for (const field of ['opening', 'additions', 'transfers', 'disposals', 'closing'] as const)
        expect(total(parts, ({ cost }) => cost[field])).toBe(whole.cost[field]);
      for (const field of ['opening', 'charge', 'transfers', 'disposals', 'closing'] as const)
        expect(total(parts, ({ depreciation }) => depreciation[field])).toBe(whole.depreciation[field]);
      for (const field of ['opening', 'charge', 'reversals', 'transfers', 'disposals', 'closing'] as const)
        expect(total(parts, ({ impairment }) => impairment[field])).toBe(whole.impairment[field]);
      for (const { cost } of parts) expect(cost.closing).toBe(cost.opening + cost.additions + cost.transfers - cost.disposals);
    }),
  );
});

it('A8 the journal balances on each day and for each holder, and equals the roll-forward', () => {
  fc.assert(
    fc.property(ledgers, someDays, fc.integer({ min: 0, max: 500 }), holders, (ledger, from, length, held) => {
      const period = { from, to: laterDay(from, length) };
      const lines = journalLines(ledger, period, held);
      const on = (account: string, group?: string): bigint =>
        total(
          lines.filter((line) => line.account === account && (group === undefined || line.group === group)),
          ({ debit, credit }) => debit - credit,
        );
      const { cost, depreciation, impairment } = movementsIn(ledger, period);

      for (const day of new Set(lines.map(({ date, group }) => `${date} ${group}`)))
        expect(
          total(
            lines.filter(({ date, group }) => `${date} ${group}` === day),
            ({ debit, credit }) => debit - credit,
          ),
        ).toBe(0n);
      expect(on('cost')).toBe(cost.closing - cost.opening);
      expect(on('accumulatedDepreciation')).toBe(depreciation.opening - depreciation.closing);
      expect(on('impairment')).toBe(impairment.opening - impairment.closing);
      expect(on('expense')).toBe(depreciation.charge);
      expect(on('impairmentLoss')).toBe(impairment.charge - impairment.reversals);
      for (const group of ['a', 'b', 'c']) {
        const parts = movementsByHolder(ledger, period, held).filter((part) => part.group === group);

        expect(on('cost', group)).toBe(total(parts, (part) => part.cost.closing - part.cost.opening));
      }
    }),
    { numRuns: 60 },
  );
});

it('A4 charges fall at the end of a month: between two month ends only facts move the value', () => {
  fc.assert(
    fc.property(acquisitions, someDays, (acquisition, date) => {
      const ledger = assetLedger(aBook(), [acquisition]);
      const monthEnd = lastDayOf(lastEndedMonth(date));

      if (monthEnd >= acquisition.date) expect(valueAt(ledger, date)).toEqual(valueAt(ledger, monthEnd));
    }),
  );
});
