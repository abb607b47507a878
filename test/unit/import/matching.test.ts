import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { turns } from '../../../shared/application/import/turns.ts';
import type { AssetCost, AssetCostDraft } from '../../../shared/domain/cost/asset-cost.ts';
import { sameCost } from '../../../shared/domain/cost/same-cost.ts';
import { draftOf, patchOfRow } from '../../../shared/domain/import/row-draft.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const aCost = (id: string, some: Partial<AssetCostDraft> = {}): AssetCost => ({
  ...{ id, asset: 'asset', kind: 'repair', date: '2026-06-01', amount: eur('10.00') },
  ...{ recordedAt: '2026-06-02T00:00:00.000Z', version: 1, ...some },
});
const stored = [
  aCost('bare'),
  aCost('invoice', { invoiceNumber: 'R-1' }),
  aCost('other day', { date: '2026-06-02', invoiceNumber: 'R-2' }),
  aCost('service', { kind: 'maintenance', invoiceNumber: 'R-3' }),
];

/** What a file says of a cost, and which stored cost it means. */
interface Sought {
  readonly some?: Partial<AssetCostDraft>;
  readonly matchOn?: readonly string[];
  readonly isWithoutInvoice?: boolean;
  readonly found?: string;
}

it.each<readonly [string, Sought]>([
  ['its invoice number, also with another amount', { some: { invoiceNumber: 'r-1', amount: eur('9') }, found: 'invoice' }],
  ['no invoice number of another kind', { some: { invoiceNumber: 'R-3' } }],
  ['no other invoice of the same day and amount', { some: { invoiceNumber: 'R-9' } }],
  ['the day and the amount, however it is written', { some: { amount: eur('10') }, isWithoutInvoice: true, found: 'bare' }],
  ['the day and the amount, with any invoice number if the file tells none', { some: { date: '2026-06-02' }, found: 'other day' }],
  ['no cost with an invoice number if the file says that there is none', { some: { date: '2026-06-02' }, isWithoutInvoice: true }],
  ['no amount in another currency', { some: { amount: { amount: '10.00', currency: 'USD' } } }],
  ['nothing without an invoice number if only that counts', { matchOn: ['invoiceNumber'] }],
  ['the amount of the same invoice, if only the amount counts', { some: { invoiceNumber: 'R-1' }, matchOn: ['amount'], found: 'invoice' }],
])('I5 a file finds a cost by %s', (_, { some = {}, matchOn = ['invoiceNumber', 'amount'], isWithoutInvoice = false, found }) => {
  const { id, asset, recordedAt, version, ...sought } = aCost('sought', some);

  expect(sameCost(stored, sought, { matchOn, isWithoutInvoice })?.id).toBe(found);
});

it('I5 an amount of any field has the currency beside it, or that of the defaults, and is cleared as a whole', () => {
  const filling = { money: ['cost', 'fee'], defaults: { 'fee.currency': 'EUR', name: 'x' } };
  const fields = new Map<string, unknown>([
    ['cost', { amount: '1' }],
    ['cost.currency', 'USD'],
    ['fee.amount', '2'],
  ]);

  expect(draftOf(fields, filling)).toEqual({ cost: { amount: '1', currency: 'USD' }, fee: { amount: '2', currency: 'EUR' }, name: 'x' });
  expect(draftOf(new Map([['cost.currency', 'USD']]), filling)).toEqual({ name: 'x' });
  expect(patchOfRow(new Map([['fee.amount', null]]), { fee: { amount: '2', currency: 'EUR' } }, filling)).toEqual({ fee: null });
});

it('I5 work of one key is done in its order, one after another, also if some of it fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 20 }), async (works) => {
      const inTurn = turns();
      const [begun, running] = [[] as number[], new Set<string>()];
      const all = works.map(([key, fails], at) =>
        inTurn(key, async () => {
          expect(running.has(key)).toBe(false);
          running.add(key);
          begun.push(at);
          await Promise.resolve();
          running.delete(key);
          if (fails) throw new Error(key);
          return at;
        }),
      );
      const outcomes = await Promise.allSettled(all);

      expect(outcomes.map(({ status }) => status)).toEqual(works.map(([, fails]) => (fails ? 'rejected' : 'fulfilled')));
      for (const key of ['a', 'b', 'c']) {
        const own = begun.filter((at) => works[at]?.[0] === key);
        expect(own).toEqual(own.toSorted((one, other) => one - other));
      }
    }),
    { numRuns: 50 },
  );
});
