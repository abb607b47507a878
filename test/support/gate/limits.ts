import { globSync, readFileSync } from 'node:fs';
import { exceptions } from './limit-exceptions.ts';
import { measureFile } from './measure.ts';

/**
 * Checks that files and functions are small enough to read. Exceptions are listed in limit-exceptions.ts with their reason. An exception that
 * is no longer needed also fails the check.
 */
const excesses = globSync(['{infra,functions,shared,test}/**/*.ts', '*.{js,cjs,ts}'], { exclude: ['**/node_modules/**'] })
  .sort()
  .flatMap((file) => measureFile(file, readFileSync(file, 'utf8')));

const listed = new Map(Object.entries(exceptions));
const found = new Set(excesses.map(({ where }) => where));

const problems = [
  ...excesses.filter(({ where }) => !listed.has(where)).map(({ where, what }) => `${where}: ${what}`),
  ...[...listed.keys()].filter((where) => !found.has(where)).map((where) => `${where}: the exception is no longer needed`),
  ...[...listed].filter(([, reason]) => reason.trim().length < 20).map(([where]) => `${where}: the exception has no reason`),
];

for (const problem of problems) console.log(problem);
if (problems.length > 0)
  console.log('split it into parts with a name of their own, or list it with a reason in test/support/gate/limit-exceptions.ts');
process.exitCode = problems.length === 0 ? 0 : 1;
