import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { table, writeSection } from '../support/cost/document.ts';
import { sizesOf } from '../support/gate/bundle-rules.ts';
import { importTimes } from '../support/gate/import-times.ts';
import { evaluateFigures, frameFigures } from './in-process.ts';
import { localStackFigures } from './local-stack.ts';
import { figure } from './timing.ts';

/**
 * Measures times and writes them into docs/performance.md (`npm run bench`, which bundles first). It asserts nothing: the limits are in the
 * tests and in the gate. `--no-stack` leaves out the measurements that need the emulator, and writes nothing.
 */
const rounds = 21;

const importFigures = async (): Promise<string> => {
  const { round, ratios } = await importTimes();
  for (let n = 0; n < rounds; n += 1) round();
  const sizes = sizesOf(JSON.parse(readFileSync('build/meta.json', 'utf8')), (output) => output.split('/').at(-2) ?? '');
  const lines = ratios().map(({ name, cpu, wall, ratio }) => {
    const size = sizes[name];
    return [name, size === undefined ? '–' : (size / 1_024).toFixed(0), figure(cpu), figure(wall), ratio.toFixed(2)];
  });
  return table(['Function', 'kB', 'Main thread ms', 'Wall ms', 'Relative to lib-dynamodb alone'], 1, lines);
};

const machine = (): string => {
  const load = loadavg().map((average) => average.toFixed(1));
  const [{ model } = { model: 'unknown processor' }] = cpus();
  return `Measured on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores (${model}), Node ${process.version}, load ${load.join(', ')}.`;
};

const isWhole = !process.argv.includes('--no-stack');
const began = machine();
const sections = [
  [
    'Import of each bundle',
    `Medians of ${rounds} rounds. Each round imports every bundle once, each in a new process.`,
    await importFigures(),
  ],
  ['A decision, by number of windows', 'Medians, in memory.', await evaluateFigures()],
  ['The HTTP layer', 'In memory.', await frameFigures()],
  ...(isWhole
    ? [
        [
          'Whole requests through the local stack',
          '200 rounds. Each round sends every request once, one after the other.',
          await localStackFigures(),
        ],
      ]
    : []),
] as const;

const text = [began, ...sections.map(([title, how, figures]) => `### ${title}\n\n${how}\n\n${figures}`)].join('\n\n');
console.log(text);
if (isWhole) writeSection('measured', text);
process.exit(0);
