import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { api } from '../shared/contracts/api.ts';
import { openApiDocument } from './openapi/document.ts';

/** Writes the OpenAPI document of all contracts; `--check` only says whether the committed one is what they say (I6). */
const file = 'docs/openapi.json';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const made = `${JSON.stringify(openApiDocument(api, version), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, made);
  console.log(`${file}: ${Object.values(api).flat().length} operations, ${(made.length / 1024).toFixed(0)} kB`);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== made) {
  console.log(`${file} is not what shared/contracts says: npm run openapi, and look at the difference`);
  process.exitCode = 1;
}
