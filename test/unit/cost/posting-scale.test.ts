import { expect, it } from '@jest/globals';
import { type ConfigurationItemFilters, filterPostings } from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { idOf } from '../../support/api.ts';
import { postingEstate } from '../../support/cost/posting-estate.ts';

const limit = 10;
const team = idOf(900_001);

/** The requests and rows of a page, with one filter of each kind and with several, including rare filters combined with frequent ones. */
const cases: readonly (readonly [requests: number, rowsRead: number, filters: ConfigurationItemFilters])[] = [
  [5, 35, { class: 'server' }],
  [5, 35, { environment: 'test' }],
  [5, 35, { criticality: 'critical' }],
  [5, 35, { stage: 'live' }],
  [5, 35, { ownerTeam: team }],
  [5, 35, { label: 'app=app-3' }],
  [5, 35, { label: 'app' }],
  [5, 10, { label: 'rare' }],
  [5, 35, { name: 'NODE 7' }],
  [9, 59, { class: 'server', environment: 'test' }],
  [9, 34, { class: 'server', label: 'rare=yes' }],
  [10, 60, { criticality: 'critical', stage: 'live' }],
  [30, 201, { class: 'server', environment: 'test', criticality: 'high' }],
  [13, 58, { class: 'database', stage: 'build', label: 'rare' }],
];

/** The requests and rows of a page of a search, by one word, by a rare and a frequent word, and in the other order. */
const searches: readonly (readonly [requests: number, rowsRead: number, tokens: readonly [string, ...string[]]])[] = [
  [5, 46, ['node']],
  [5, 46, ['77']],
  [5, 46, ['7', 'node']],
  [21, 336, ['node', '7']],
];

const [estate100, estate10k, estate100k] = [postingEstate(100), postingEstate(10_000), postingEstate(100_000)];
type Estate = typeof estate100;

const assertUsage = async (
  expected: { readonly requests: number; readonly rowsRead: number },
  read: (estate: Estate) => Promise<unknown>,
) => {
  const usage = (estate: Estate) => estate.usageOf(() => read(estate));
  const small = await usage(estate100);

  expect(small.requests).toBeLessThanOrEqual(expected.requests);
  expect(small.rowsRead).toBeLessThanOrEqual(expected.rowsRead);
  expect(await usage(estate100k)).toEqual(expected);
  return usage(estate10k);
};

it.each(cases)(
  'T11 a page takes at most %i requests and %i rows, whether there are 100, 10,000 or 100,000 CIs: %j',
  async (requests, rowsRead, filters) => {
    const middle = await assertUsage({ requests, rowsRead }, ({ cis }) => cis.page({ limit }, filterPostings(filters)));

    expect(middle.requests).toBe(requests);
    expect(middle.rowsRead).toBeLessThanOrEqual(rowsRead);
  },
);

it.each(searches)(
  'A9 a page of a search takes at most %i requests and %i rows, whether there are 100, 10,000 or 100,000 items: %j',
  async (...search) => {
    const [requests, rowsRead, tokens] = search;
    const middle = await assertUsage({ requests, rowsRead }, ({ items }) => items.search(tokens, { limit }));

    expect(middle.requests).toBe(requests);
    expect(middle.rowsRead).toBeLessThanOrEqual(rowsRead);
  },
);

it('T4 T11 a page with filters that rarely match together stops after a thousand rows, and its cursor continues there', async () => {
  const filters = filterPostings({ class: 'server', environment: 'test', criticality: 'high', ownerTeam: team });
  const pages: (string | undefined)[] = [];
  const usage = await estate100k.usageOf(async () => pages.push((await estate100k.cis.page({ limit }, filters)).nextCursor));

  expect(usage.rowsRead).toBeLessThanOrEqual(1_000);
  expect(pages[0]).toBeDefined();
  const next = await estate100k.cis.page({ limit, after: pages[0] }, filters);
  expect(next.nextCursor && pages[0] && next.nextCursor > pages[0]).toBe(true);
});
