import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { judgeBundles, type Metafile, sizesOf } from './bundle-rules.ts';

/**
 * Judges build/meta.json, esbuild's metafile of all functions, by the listed sizes and the list of what must not be bundled.
 * `npm run bundle:sizes` writes the sizes anew, when a growth is meant: the difference is then part of the change's review.
 */
const table = 'test/support/gate/bundle-sizes.json';
const metafile = JSON.parse(readFileSync('build/meta.json', 'utf8')) as Metafile;

/** `build/functions/changes/handler.js`, `build/changes/index.cjs`: the function is the folder. */
const functionOf = (output: string): string => basename(dirname(output));

if (process.argv.includes('--write')) {
  writeFileSync(table, `${JSON.stringify(sizesOf(metafile, functionOf), null, 2)}\n`);
} else {
  const problems = judgeBundles(metafile, JSON.parse(readFileSync(table, 'utf8')) as Record<string, number>, functionOf);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
