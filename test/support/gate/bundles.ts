import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { checkBundles, type Metafile, sizesOf } from './bundle-rules.ts';

/**
 * Checks build/meta.json, esbuild's metafile of all functions, against the listed sizes and the packages that must not be bundled. If a growth
 * is intended, `npm run bundle:sizes` writes the new sizes, and the difference is reviewed with the change.
 */
const table = 'test/support/gate/bundle-sizes.json';
const metafile = JSON.parse(readFileSync('build/meta.json', 'utf8')) as Metafile;

/** The function of a bundle is its folder: `build/functions/changes/index.js`. */
const functionOf = (output: string): string => basename(dirname(output));

if (process.argv.includes('--write')) {
  writeFileSync(table, `${JSON.stringify(sizesOf(metafile, functionOf), null, 2)}\n`);
} else {
  const problems = checkBundles(metafile, JSON.parse(readFileSync(table, 'utf8')) as Record<string, number>, functionOf);
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
