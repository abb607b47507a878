import { performance } from 'node:perf_hooks';
import { walkImpact } from '../../shared/application/impact/walk-impact.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { table, writeSection } from '../support/cost/document.ts';
import { impactEstate } from '../support/impact-estate.ts';
import { inMemoryRecords } from '../support/in-memory-records.ts';

/**
 * Measures the walk of an impact in memory and writes it into docs/performance.md (`npm run bench:impact`). It asserts nothing: a unit test
 * asserts the number of requests.
 */
const measure = async (count: number): Promise<readonly string[]> => {
  const records = inMemoryRecords();
  const start = await impactEstate(records, count);
  const context = { configurationItems: configurationItemRepository(records), relations: relationRepository(records) };
  const walk = () => walkImpact(context)({ starts: [start], down: [start], direction: 'dependants', limit: count });
  await walk();
  globalThis.gc?.();
  const [{ requests, readUnits }, heap, began] = [{ ...records.usage }, process.memoryUsage().heapUsed, performance.now()];
  const { depths, links } = await walk();
  const milliseconds = performance.now() - began;
  const megabytes = Math.max(0, process.memoryUsage().heapUsed - heap) / 1_048_576;
  const used = records.usage;
  return [
    ...[depths.size, links.length, used.requests - requests, Math.ceil(count / 50)].map((number) => number.toLocaleString('en')),
    ...[(used.readUnits - readUnits).toLocaleString('en'), milliseconds.toFixed(0), megabytes.toFixed(0)],
  ];
};

const lines: (readonly string[])[] = [];
for (const count of [100, 10_000, 100_000]) lines.push(await measure(count));
const text = table(['Items', 'Relations', 'Requests', 'Items / 50', 'Read units', 'Milliseconds in memory', 'Heap in MB'], 0, lines);
console.log(text);
writeSection('impact', text);
