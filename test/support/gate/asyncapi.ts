import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

/** Lints docs/asyncapi.json: prints errors and warnings, and fails if there are any. */
const file = 'docs/asyncapi.json';
/** Spectral's levels: 0 is an error, 1 a warning; 2 and 3 are advice. */
const lowestReported = 1;

const found = await new Parser().validate(readFileSync(file, 'utf8'));
const problems = found.filter(({ severity }) => severity <= lowestReported);
for (const { code, message, path } of problems) console.log(`${file} ${path.join('.')}: ${code}: ${message}`);
process.exitCode = problems.length === 0 ? 0 : 1;
