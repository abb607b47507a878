import { expect, it } from '@jest/globals';
import { type AssetFilters, assetFilterPostings } from '../../../shared/domain/asset/asset-postings.ts';
import { idOf } from '../../support/api.ts';
import { assetEstate } from '../../support/cost/posting-estate.ts';

const limit = 10;

/** The requests and rows of a page, with one filter, with several, and with a rare one combined with frequent ones. */
const cases: readonly (readonly [requests: number, rowsRead: number, filters: AssetFilters])[] = [
  [5, 35, { category: 'laptop' }],
  [5, 35, { status: 'in-use' }],
  [5, 35, { owner: idOf(900_001) }],
  [5, 10, { category: 'rare' }],
  [5, 2, { serialNumber: 'sn-7' }],
  [12, 63, { category: 'laptop', status: 'in-use' }],
  [9, 34, { vendor: 'Acme', category: 'rare' }],
];

const [estate100, estate100k] = [assetEstate(100), assetEstate(100_000)];

it.each(cases)(
  'T11 a page takes at most %i requests and %i rows, whether there are 100 or 100,000 assets: %j',
  async (requests, rowsRead, filters) => {
    const page = (estate: typeof estate100) => estate.assets.page({ limit }, assetFilterPostings(filters));
    const [small, large] = [await estate100.usageOf(() => page(estate100)), await estate100k.usageOf(() => page(estate100k))];

    expect(large).toEqual({ requests, rowsRead });
    expect(small.requests).toBeLessThanOrEqual(requests);
    expect((await page(estate100k)).items.length).toBeGreaterThan(0);
  },
);

it('A9 a page of a search takes the same requests among 100 assets as among 100,000', async () => {
  const usage = (estate: typeof estate100) => estate.usageOf(() => estate.items.search(['laptop'], { limit }));

  expect((await usage(estate100k)).requests).toBe((await usage(estate100)).requests);
});
