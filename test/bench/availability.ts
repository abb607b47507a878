import { logger } from '../../shared/observability/log.ts';
import { availabilityYear } from '../support/availability-estate.ts';
import { table, writeSection } from '../support/cost/document.ts';

/**
 * Measures the report on the availability of 100 services with 5,000 changes and 20,000 alerts in a year in memory, and writes it into
 * docs/performance.md (`npm run bench:availability`). It asserts nothing: a unit test asserts the number of requests.
 */
logger.setLogLevel('ERROR');
const { read } = await availabilityYear({ services: 100, changes: 5_000, alerts: 20_000 });
const periods = { 'a month': ['2026-11-01', '2026-11-30'], 'a year': ['2026-01-01', '2026-12-31'] } as const;

const lines: (readonly string[])[] = [];
for (const [period, [from, to]] of Object.entries(periods)) {
  await read(from, to);
  const { rows, pages } = await read(from, to);
  const sum = (of: (page: (typeof pages)[number]) => number): number => pages.reduce((total, page) => total + of(page), 0);
  const numbers = [rows.length, pages.length, sum((page) => page.requests), Math.max(...pages.map((page) => page.requests))];
  const units = [Math.ceil(sum((page) => page.readUnits)), sum((page) => page.writeUnits)];
  const seconds = [sum((page) => page.seconds), Math.max(...pages.map((page) => page.seconds))];
  lines.push([
    period,
    ...[...numbers, ...units].map((number) => number.toLocaleString('en')),
    ...seconds.map((number) => number.toFixed(1)),
  ]);
}
const columns = [
  'Report of',
  'Rows',
  'Pages',
  'Requests',
  'Most of a page',
  'Read units',
  'Write units',
  'Seconds in memory',
  'Most of a page',
];
const text = table(columns, 1, lines);
console.log(text);
writeSection('availability', text);
