import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a document that is generated and committed, or with `--check` only says whether the committed one is up to date.
 * `script`: the npm script that writes it.
 */
export const writeOrCheck = (file: string, text: string, script: string): void => {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    console.log(`${file}: ${(text.length / 1024).toFixed(0)} kB`);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.log(`${file} is out of date: run npm run ${script}, and review the difference`);
    process.exitCode = 1;
  }
};

/** The product's version, by package.json. */
export const productVersion = (): string => (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
