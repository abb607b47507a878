import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { allFunctions, api } from '../../../shared/functions/all-functions.ts';
import type { FunctionRecord } from '../../../shared/functions/function-record.ts';
import { changeCost } from '../../support/cost/change-cost.ts';
import type { Cost, Units } from '../../support/cost/cost.ts';
import { costLine, readSection } from '../../support/cost/document.ts';
import { measuredCost } from '../../support/cost/measured.ts';
import { monthCost, monthLines } from '../../support/cost/month-cost.ts';
import { costs, freeRoutes } from '../../support/cost/table.ts';
import { rightsScenes } from '../../support/rights-scenes.ts';
import { allowedBy, usedRights } from '../../support/table-calls.ts';

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
  expect([costLine(cost, await measuredCost(cost))]).toEqual(documentedOf(cost));
});

it('docs/performance.md and README.md say what a change and a month cost by these units', async () => {
  const measured = new Map<Cost, Units>();
  for (const cost of costs) measured.set(cost, await measuredCost(cost));

  expect(readSection('change')).toBe(changeCost(measured));
  expect(readSection('month')).toBe(monthCost(measured));
  expect(readSection('month', 'README.md')).toBe(monthLines(measured));
}, 120_000);

// The cases of the table use most rights, so this test stands here: they are played once.
it('X3 each function uses all of its rights on rows', async () => {
  for (const cost of costs) await measuredCost(cost);
  for (const [, play] of rightsScenes) await play();
  const unused = allFunctions.flatMap(({ name, rows = {} }: FunctionRecord) => {
    const left = allowedBy(rows).filter((right) => !usedRights.get(name)?.has(right));
    return left.length > 0 ? [`${name}: ${left.join(', ')}`] : [];
  });

  expect(unused).toEqual([]);
}, 120_000);
