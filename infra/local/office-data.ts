import type { registerAssets, registerLot } from '../../shared/contracts/asset-actions.ts';
import type { putBook, putCategory } from '../../shared/contracts/books.ts';
import type { CallInput } from '../../shared/contracts/client.ts';
import type { Contract } from '../../shared/contracts/contract.ts';
import type { addTerm } from '../../shared/contracts/licenses.ts';

type BodyOf<C extends Contract> = NonNullable<CallInput<C>['body']>;

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const vendor = 'Example Hardware GmbH';

/** The accounting book of the demo company. */
export const book: BodyOf<typeof putBook> = { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' };

/** Laptops above the threshold are depreciated over three years, without anybody having to say so for each. */
export const laptops: BodyOf<typeof putCategory> = {
  capitalizationThreshold: eur('800.00'),
  defaultBooks: [{ name: 'default', method: 'straight-line', lifeMonths: 36, convention: 'full-month', residualValue: '0.00' }],
};

/** Forty laptops that were bought together. */
export const laptopLot: BodyOf<typeof registerLot> = {
  quantity: 40,
  total: eur('52000.00'),
  tags: { prefix: 'LT-', from: 1, digits: 4 },
  asset: {
    ...{ kind: 'hardware', name: 'Laptop', category: 'laptop', brand: 'Example', model: 'Book 14', vendor },
    ...{
      costCenter: 'office',
      location: 'Berlin',
      warrantyEnd: '2029-02-01',
      purchase: { date: '2026-02-02', invoiceNumber: 'R-2026-118' },
    },
  },
};

/** Ten phones, and the subscription of a design program. */
export const others: BodyOf<typeof registerAssets> = {
  entries: [
    ...Array.from({ length: 10 }, (_, n) => ({
      ...{ kind: 'hardware' as const, name: `Phone ${n + 1}`, category: 'phone', assetTag: `PH-${String(n + 1).padStart(4, '0')}`, vendor },
      ...{ phoneNumber: `+49 30 9018 ${200 + n}`, purchase: { date: '2026-03-02', value: eur('480.00') }, location: 'Berlin' },
    })),
    { kind: 'subscription', name: 'Design suite', assetTag: 'SUB-0001', vendor: 'Example Software Ltd', costCenter: 'office' },
  ],
};

/** A year of the design program for five people. */
export const designTerm: BodyOf<typeof addTerm> = {
  ...{ start: '2026-11-01', end: '2027-10-31', quantity: 5, cost: eur('12000.00'), noticeBy: '2027-07-31', renews: true },
};

/** The desktops at the counter, of which two must work. */
export const counterPool = { name: 'Counter', minimumWorking: 2, members: ['DT-0001', 'DT-0002', 'DT-0003'] };
