import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { api } from '../../../shared/functions/all-functions.ts';
import { changeCost } from '../../support/cost/change-cost.ts';
import type { Cost, Units } from '../../support/cost/cost.ts';
import { costLine, readSection } from '../../support/cost/document.ts';
import { monthCost, monthLines } from '../../support/cost/month-cost.ts';
import { costs, freeRoutes } from '../../support/cost/table.ts';

const names: readonly string[] = Object.values(api).flatMap((contracts) => contracts.map(({ name }) => name));
const documented = readSection('costs').split('\n').slice(2);
const documentedOf = ({ of, when }: Cost) => documented.filter((line) => line.startsWith(`| ${of} | ${when} |`));

it('every route has a line in the table of costs', () => {
  const listed = new Set([...costs.map(({ of }) => of), ...Object.keys(freeRoutes)]);

  expect(names.filter((name) => !listed.has(name))).toEqual([]);
  expect(Object.keys(freeRoutes).filter((name) => !names.includes(name))).toEqual([]);
});

it('every consumer has a line in the table of costs', () => {
  const consumers = readdirSync('functions').filter((name) => !Object.keys(api).includes(name));
  const listed = new Set(costs.map(({ of }) => of));

  expect(consumers.filter((name) => !listed.has(name))).toEqual([]);
});

it('docs/performance.md lists each case once and no other case', () => {
  expect(costs.filter((cost) => documentedOf(cost).length !== 1).map(({ of, when }) => `${of}, ${when}`)).toEqual([]);
  expect(documented).toHaveLength(costs.length);
});

// A failure means that a cost went up or down: `npm run costs` writes the new table, and the difference is reviewed with the change.
it.each(costs.map((cost) => [`${cost.of}, ${cost.when}`, cost] as const))('%s: the cost is as in docs/performance.md', async (_, cost) => {
  expect([costLine(cost, await cost.measure())]).toEqual(documentedOf(cost));
});

it('docs/performance.md and README.md say what a change and a month cost by these units', async () => {
  const measured = new Map<Cost, Units>();
  for (const cost of costs) measured.set(cost, await cost.measure());

  expect(readSection('change')).toBe(changeCost(measured));
  expect(readSection('month')).toBe(monthCost(measured));
  expect(readSection('month', 'README.md')).toBe(monthLines(measured));
}, 120_000);
