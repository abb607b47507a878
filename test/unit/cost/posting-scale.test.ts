import { expect, it } from '@jest/globals';
import { type ConfigurationItemFilters, filterPostings } from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { idOf } from '../../support/api.ts';
import { postingEstate } from '../../support/cost/posting-estate.ts';

const limit = 10;
const team = idOf(900_001);

/** What a page reads, by one filter of each kind and by several; what is rare meets what is frequent. */
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

/** What a page of a search reads: by one word, by a rare one with a frequent one, and the other way round. */
const questions: readonly (readonly [requests: number, rowsRead: number, tokens: readonly [string, ...string[]]])[] = [
  [5, 46, ['node']],
  [5, 46, ['77']],
  [5, 46, ['7', 'node']],
  [21, 336, ['node', '7']],
];

const [few, many, most] = [postingEstate(100), postingEstate(10_000), postingEstate(100_000)];
type Estate = typeof few;

const assertSteady = async (
  expected: { readonly requests: number; readonly rowsRead: number },
  read: (estate: Estate) => Promise<unknown>,
) => {
  const usage = (estate: Estate) => estate.usageOf(() => read(estate));
  const small = await usage(few);

  expect(small.requests).toBeLessThanOrEqual(expected.requests);
  expect(small.rowsRead).toBeLessThanOrEqual(expected.rowsRead);
  expect(await usage(most)).toEqual(expected);
  return usage(many);
};

it.each(cases)('T11 a page takes %i requests and %i rows, of 100,000 CIs as of 10,000 or 100: %j', async (requests, rowsRead, filters) => {
  const middle = await assertSteady({ requests, rowsRead }, ({ cis }) => cis.page({ limit }, filterPostings(filters)));

  expect(middle.requests).toBe(requests);
  expect(middle.rowsRead).toBeLessThanOrEqual(rowsRead);
});

it.each(questions)('A9 a page of a search takes %i requests and %i rows, of 100,000 items as of 10,000 or 100: %j', async (...asked) => {
  const [requests, rowsRead, tokens] = asked;
  const middle = await assertSteady({ requests, rowsRead }, ({ items }) => items.search(tokens, { limit }));

  expect(middle.requests).toBe(requests);
  expect(middle.rowsRead).toBeLessThanOrEqual(rowsRead);
});

it('T4 T11 filters that hardly ever agree stop at a thousand rows, and the cursor goes on', async () => {
  const wanted = filterPostings({ class: 'server', environment: 'test', criticality: 'high', ownerTeam: team });
  const pages: (string | undefined)[] = [];
  const usage = await most.usageOf(async () => pages.push((await most.cis.page({ limit }, wanted)).nextCursor));

  expect(usage.rowsRead).toBeLessThanOrEqual(1_000);
  expect(pages[0]).toBeDefined();
  const next = await most.cis.page({ limit, after: pages[0] }, wanted);
  expect(next.nextCursor && pages[0] && next.nextCursor > pages[0]).toBe(true);
});
