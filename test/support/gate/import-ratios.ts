import { readFileSync, writeFileSync } from 'node:fs';
import { importTimes } from './import-times.ts';

/**
 * Compares the import time of each bundle with that of lib-dynamodb alone, and checks the ratio against the listed one plus some head room.
 * Single measurements vary on a busy machine, so rounds are added until all ratios fit or the maximum is reached. If a slower start is
 * intended, `npm run bundle:imports` writes the new ratios.
 */
const table = 'test/support/gate/import-ratios.json';
const isWriting = process.argv.includes('--write');
const [fewest, most] = isWriting ? [25, 25] : [5, 25];
/** Beside the other steps of the gate, ratios are up to 17 % higher than on an idle machine. More means that a dependency was added. */
const headRoom = 1.2;

const listed = JSON.parse(readFileSync(table, 'utf8')) as Record<string, number>;
const { round, ratios } = await importTimes();
const tooSlow = () => ratios().filter(({ name, ratio }) => !(ratio <= (listed[name] ?? 0) * headRoom));

for (let rounds = 0; rounds < fewest || (rounds < most && tooSlow().length > 0); rounds += 1) round();

if (isWriting) {
  const written = ratios().map(({ name, ratio }) => [name, Number(ratio.toFixed(2))]);
  writeFileSync(table, `${JSON.stringify(Object.fromEntries(written), null, 2)}\n`);
}
const problems = isWriting ? [] : tooSlow();
for (const { name, ratio } of problems)
  console.log(
    `${name}: import takes ${ratio.toFixed(2)} times as long as lib-dynamodb alone, ${listed[name] ?? 'not'} listed in import-ratios.json`,
  );
process.exitCode = problems.length === 0 ? 0 : 1;
