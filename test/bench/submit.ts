import { performance } from 'node:perf_hooks';
import { submitChange } from '../../shared/application/change/submit-change.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import type { Edge } from '../../shared/domain/item/relation-repository.ts';
import { changeDesk } from '../support/changes.ts';
import { table, writeSection } from '../support/cost/document.ts';
import { edgeRowsOf } from '../support/impact-estate.ts';

/**
 * Measures the submission of a change by the number of CIs in its scope, in memory, and writes it into docs/performance.md (`npm run
 * bench:submit`). It asserts nothing: the table of costs asserts the units of a submission.
 */

/** How many CIs depend directly on each CI, until there are enough. */
const dependantsEach = 50;

/** A draft of a change of one CI, on which others depend in up to three hops. Together they are `count` CIs in scope. */
const draftOf = async (count: number) => {
  const desk = await changeDesk();
  const items = [desk.database];
  while (items.length < count) items.push(await desk.ci(`node-${items.length}`));
  const incoming = new Map<string, Edge[]>();
  for (const [place, item] of items.entries()) {
    const target = items[Math.ceil(place / dependantsEach) - 1];
    if (target !== undefined) incoming.set(target, [...(incoming.get(target) ?? []), { type: 'depends-on', item }]);
  }
  const { save } = relationRepository(desk.records);
  for (const [target, edges] of incoming) await desk.records.writeOnce(edgeRowsOf(target, 'in', edges).map(save));
  const start = plus(desk.clock.now(), hour);
  const window = { start, end: plus(start, hour), mode: 'planned', dependants: { types: ['depends-on'], hops: 3 } };
  return { desk, change: await desk.request({ submit: false, window }) };
};

const measure = async (count: number): Promise<readonly string[]> => {
  const { desk, change } = await draftOf(count);
  globalThis.gc?.();
  const [before, began] = [{ ...desk.records.usage }, performance.now()];
  const submitted = await submitChange(desk.context)(change.id, desk.rita);
  const milliseconds = performance.now() - began;
  const { requests, readUnits, writeUnits } = desk.records.usage;
  const used = [requests - before.requests, readUnits - before.readUnits, writeUnits - before.writeUnits];
  return [submitted.scope?.count ?? 0, ...used, Math.round(milliseconds)].map((number) => number.toLocaleString('en'));
};

const lines: (readonly string[])[] = [];
for (const count of [1, 50, 10_000]) lines.push(await measure(count));
const text = table(['CIs in scope', 'Requests', 'Read units', 'Write units', 'Milliseconds in memory'], 0, lines);
console.log(text);
writeSection('submit', text);
process.exit(0);
