import { expect, it } from '@jest/globals';
import { type ConfigurationItemFilters, filterPostings } from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { idOf } from '../../support/api.ts';
import { postingEstate } from '../../support/cost/posting-estate.ts';

const limit = 10;
const team = idOf(900_001);

/** One filter of each kind, pairs and triples; what is rare meets what is frequent. */
const cases: readonly (readonly [requests: number, rows: number, filters: ConfigurationItemFilters])[] = [
  [5, 40, { class: 'server' }],
  [5, 40, { environment: 'test' }],
  [5, 40, { criticality: 'critical' }],
  [5, 40, { stage: 'live' }],
  [5, 40, { ownerTeam: team }],
  [5, 40, { label: 'app=app-3' }],
  [5, 40, { label: 'app' }],
  [5, 40, { label: 'rare' }],
  [5, 40, { name: 'NODE 7' }],
  [30, 160, { class: 'server', environment: 'test' }],
  [30, 160, { class: 'server', label: 'rare=yes' }],
  [30, 160, { criticality: 'critical', stage: 'live' }],
  [45, 300, { class: 'server', environment: 'test', criticality: 'high' }],
  [45, 300, { class: 'database', stage: 'build', label: 'rare' }],
  [60, 500, { class: 'server', environment: 'test', criticality: 'high', ownerTeam: team, stage: 'live' }],
];

const questions: readonly (readonly [string, ...string[]])[] = [['node'], ['node', '7'], ['7', 'node'], ['77']];

const [few, many, most] = [postingEstate(100), postingEstate(10_000), postingEstate(100_000)];

it.each(cases)('T11 a page takes at most %i requests and %i rows, of 100 CIs as of 100,000: %j', async (requests, rows, filters) => {
  const usage = (estate: typeof few) => estate.usageOf(() => estate.cis.page({ limit }, filterPostings(filters)));
  const [small, middle, large] = [await usage(few), await usage(many), await usage(most)];

  expect(large).toEqual(middle);
  for (const { requests: used, rowsRead } of [small, large]) {
    expect(used).toBeLessThanOrEqual(requests);
    expect(rowsRead).toBeLessThanOrEqual(rows);
  }
});

it.each(questions)('A9 a page of a search reads as much of 100,000 items as of 10,000: %s', async (...tokens) => {
  const usage = (estate: typeof few) => estate.usageOf(() => estate.items.search(tokens as [string], { limit }));
  const [_small, _middle, large] = [await usage(few), await usage(many), await usage(most)];

  expect(large.requests).toBeLessThanOrEqual(30);
  expect(large.rowsRead).toBeLessThanOrEqual(300);
});
