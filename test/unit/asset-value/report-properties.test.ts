import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastDayOf } from '../../../shared/domain/dates.ts';
import { type AssetLedger, valueAt } from '../../../shared/domain/depreciation/asset-ledger.ts';
import { journalLines } from '../../../shared/domain/depreciation/journal.ts';
import { chargesByMonth, rollForward, type SumReport, valueByGroup } from '../../../shared/domain/report/report-sums.ts';
import { added, type SumPart, type Sums, sumsInOrder, sumsOfJson, sumsToJson } from '../../../shared/domain/report/sums.ts';
import type { ValuedAsset } from '../../../shared/domain/report/valued-asset.ts';
import type { DateSpan } from '../../../shared/domain/splitting.ts';
import { laterDay, ledgers, someDays } from '../../support/depreciation-arbitraries.ts';
import { anEntry, euros, valuesApi } from '../../support/values-api.ts';
import { aRestOf } from '../../support/values-sums.ts';

const groups = fc.constantFrom('CC-1', 'CC-2', '');

const holders = fc
  .array(fc.record({ from: someDays, group: groups }), { maxLength: 3 })
  .chain((later) => groups.map((group) => [{ from: '0000-01-01', group }, ...later]));

const estate: fc.Arbitrary<readonly ValuedAsset[]> = fc.array(
  fc
    .record({ ledger: ledgers, holders })
    .map(({ ledger, holders: held }) => ({ asset: {} as ValuedAsset['asset'], ledger, holders: held })),
  { minLength: 1, maxLength: 5 },
);

const period = fc
  .record({ from: someDays, length: fc.integer({ min: 0, max: 800 }) })
  .map(({ from, length }) => ({ from, to: laterDay(from, length) }));

/** The rows of a report over these assets. */
const rowsOf = <Tree extends object, Row extends object>(report: SumReport<Tree, Row>, assets: readonly ValuedAsset[], span: DateSpan) =>
  sumsInOrder(
    added(
      new Map(),
      assets.flatMap((asset) => report.parts(asset, span)),
    ),
  ).map((sum) => report.row(sum, '2026-12-31'));

const total = (assets: readonly ValuedAsset[], of: (ledger: AssetLedger) => bigint): bigint =>
  assets.reduce((sum, { ledger }) => sum + of(ledger), 0n);
const sum = <Row>(rows: readonly Row[], of: (row: Row) => bigint): bigint => rows.reduce((all, row) => all + of(row), 0n);

describe('reports over any assets', () => {
  it('A8 a closing balance equals the sum of the single values, and an opening balance that of the day before', () => {
    fc.assert(
      fc.property(estate, period, (assets, span) => {
        const rows = rowsOf(rollForward, assets, span);
        const before = laterDay(span.from, -1);

        expect(sum(rows, ({ cost }) => cost.closing)).toBe(total(assets, (ledger) => valueAt(ledger, span.to).cost));
        expect(sum(rows, ({ netBookValue }) => netBookValue.closing)).toBe(
          total(assets, (ledger) => valueAt(ledger, span.to).netBookValue),
        );
        expect(sum(rows, ({ netBookValue }) => netBookValue.opening)).toBe(total(assets, (ledger) => valueAt(ledger, before).netBookValue));
        expect(sum(rows, ({ depreciation }) => depreciation.closing)).toBe(
          total(assets, (ledger) => valueAt(ledger, span.to).accumulatedDepreciation),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('A8 each row of a roll-forward adds up, and transfers cancel out', () => {
    fc.assert(
      fc.property(estate, period, (assets, span) => {
        const rows = rowsOf(rollForward, assets, span);

        for (const { cost, depreciation, impairment } of rows) {
          expect(cost.closing).toBe(cost.opening + cost.additions + cost.transfers - cost.disposals);
          expect(depreciation.closing).toBe(depreciation.opening + depreciation.charge + depreciation.transfers - depreciation.disposals);
          const { opening, charge, reversals, transfers, disposals, closing } = impairment;
          expect(closing).toBe(opening + charge - reversals + transfers - disposals);
        }
        expect(sum(rows, ({ cost }) => cost.transfers)).toBe(0n);
      }),
      { numRuns: 60 },
    );
  });

  it('A8 the journal balances and equals the roll-forward, group by group', () => {
    fc.assert(
      fc.property(estate, period, (assets, span) => {
        const lines = assets.flatMap(({ ledger, holders: held }) => journalLines(ledger, span, held));
        const on = (account: string, group: string) =>
          sum(
            lines.filter((line) => line.account === account && line.group === group),
            ({ debit, credit }) => debit - credit,
          );

        expect(sum(lines, ({ debit }) => debit)).toBe(sum(lines, ({ credit }) => credit));
        for (const { group, cost, depreciation } of rowsOf(rollForward, assets, span)) {
          expect(on('cost', group)).toBe(cost.closing - cost.opening);
          expect(on('accumulatedDepreciation', group)).toBe(depreciation.opening - depreciation.closing);
          expect(on('expense', group)).toBe(depreciation.charge);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('A8 the values by group and the forecast agree with the roll-forward', () => {
    fc.assert(
      fc.property(estate, fc.integer({ min: 24_312, max: 24_380 }), (assets, month) => {
        const span = { from: laterDay(lastDayOf(month - 1), 1), to: lastDayOf(month) };
        const rows = rowsOf(rollForward, assets, span);

        expect(sum(rowsOf(valueByGroup, assets, span), ({ netBookValue }) => netBookValue)).toBe(
          sum(rows, ({ netBookValue }) => netBookValue.closing),
        );
        expect(sum(rowsOf(chargesByMonth, assets, span), ({ charge }) => charge)).toBe(
          sum(rows, ({ depreciation }) => depreciation.charge),
        );
      }),
      { numRuns: 60 },
    );
  });
});

it('A8 assets that are added in portions, with the sums written down in between, come to the same report as at once', () => {
  const portions = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 });
  const reports: readonly SumReport[] = [rollForward, valueByGroup, chargesByMonth];
  fc.assert(
    fc.property(estate, period, portions, fc.constantFrom(...reports), (assets, span, sizes, report) => {
      let [sums, at]: [Sums, number] = [new Map(), 0];
      for (const size of [...sizes, assets.length]) {
        const parts = assets.slice(at, at + size).flatMap((asset) => report.parts(asset, span));
        sums = sumsOfJson(JSON.parse(JSON.stringify(sumsToJson(added(sums, parts)))) as readonly SumPart[]);
        at += size;
      }

      expect(sumsInOrder(sums).map((sum) => report.row(sum, '2026-12-31'))).toEqual(rowsOf(report, assets, span));
    }),
    { numRuns: 60 },
  );
});

it('A8 by the API, over random assets: a closing balance equals the sum of the single values, and the journal balances', async () => {
  const purchase = fc.record({
    cents: fc.integer({ min: 1, max: 500_000 }),
    lifeMonths: fc.integer({ min: 1, max: 60 }),
    month: fc.integer({ min: 1, max: 9 }),
    convention: fc.constantFrom('full-month', 'mid-month', 'half-year', 'mid-quarter'),
    costCenter: fc.option(fc.constantFrom('CC-1', 'CC-2'), { nil: undefined }),
    end: fc.constantFrom(undefined, 'lost', 'destroyed', 'void', 'addition'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(purchase, { minLength: 1, maxLength: 8 }), async (purchases) => {
      const api = await valuesApi();
      const ids: string[] = [];
      for (const { cents, lifeMonths, month, convention, costCenter, end } of purchases) {
        const entry = anEntry({ lifeMonths, convention, inServiceDate: `2026-0${month}-10` });
        const id = await api.bought({ price: (cents / 100).toFixed(2), entry }, { costCenter });
        ids.push(id);
        const date = '2026-10-15';
        if (end === 'lost') await api.move(id, { to: 'lost', date });
        if (end === 'destroyed') await api.assets.post(`/v1/assets/${id}/condition`, { condition: 'destroyed', date });
        if (end === 'void') await api.assets.post(`/v1/assets/${id}/void`, { reason: 'a mistake' });
        if (end === 'addition') await api.adjust(id, { kind: 'addition', book: 'main', date, amount: euros('10.01') });
      }
      const query = '?from=2026-01-01&to=2026-12-31';
      const values = await Promise.all(ids.map((id) => api.value(id, '2026-12-31')));
      const { items } = (await api.auditor.get(`/v1/reports/fixed-asset-roll-forward${query}&groupBy=costCenter`)).body;
      const lines = (await api.auditor.get(`/v1/reports/journal${query}&limit=200`)).body.items;
      const cents = (amounts: readonly { readonly amount: string }[]) =>
        amounts.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
      const closing = (field: 'cost' | 'depreciation' | 'netBookValue') =>
        cents(items.map((row: Record<string, { closing: { amount: string } }>) => row[field]?.closing));

      expect(closing('netBookValue')).toBe(cents(values.map(({ netBookValue }) => netBookValue)));
      expect(closing('cost')).toBe(cents(values.map(({ cost }) => cost)));
      expect(closing('depreciation')).toBe(cents(values.map(({ accumulatedDepreciation }) => accumulatedDepreciation)));
      expect(aRestOf(lines)).toBe('0.00');
      expect(Math.round(Number(aRestOf(lines, 'cost')) * 100)).toBe(closing('cost'));
    }),
    { numRuns: 8 },
  );
});
