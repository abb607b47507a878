import { performance } from 'node:perf_hooks';
import { table, writeSection } from '../support/cost/document.ts';
import { longHistory } from '../support/long-history.ts';

/**
 * Measures the history of a CI with 1,000 versions in memory, and writes it into docs/performance.md (`npm run bench:history`). It asserts
 * nothing: a unit test asserts the number of requests.
 */
const { asked } = await longHistory(1_000);
const from = encodeURIComponent('2026-11-01T00:00:00.000Z');
const questions = {
  'a page of 100 versions': '/history?limit=100',
  verification: '/verification',
  'the state at a past time': '?at=2026-11-24T02:00:00.000Z',
  'the difference of two times': `/difference?from=${from}`,
};

const lines: (readonly string[])[] = [];
for (const [question, path] of Object.entries(questions)) {
  await asked(path);
  const began = performance.now();
  const { requests, readUnits } = await asked(path);
  const milliseconds = performance.now() - began;
  lines.push([question, requests.toLocaleString('en'), readUnits.toLocaleString('en'), milliseconds.toFixed(0)]);
}
const text = table(['Question', 'Requests', 'Read units', 'Milliseconds in memory'], 1, lines);
console.log(text);
writeSection('history', text);
