import { readFileSync, writeFileSync } from 'node:fs';
import { importTimes } from './import-times.ts';

/**
 * Judges how long each bundle takes to import against lib-dynamodb alone, by the listed ratios and some head room. A machine that does
 * other things too makes single figures jump: rounds are added until all fit, or there were enough of them to tell.
 * `npm run bundle:imports` writes the ratios anew, when a slower start is meant.
 */
const table = 'test/support/gate/import-ratios.json';
const isWriting = process.argv.includes('--write');
const [fewest, most] = isWriting ? [25, 25] : [5, 25];
/** A tenth is noise even of many rounds, a fifth is a dependency more. */
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
  console.log(`${name}: imports in ${ratio.toFixed(2)} times lib-dynamodb alone, ${listed[name] ?? 'not'} listed in import-ratios.json`);
process.exitCode = problems.length === 0 ? 0 : 1;
