import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a generated document that is committed. With `--check` it only checks whether the committed document is up to date.
 * `script` is the npm script that writes the document.
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

/** The version of the product, from package.json. */
export const productVersion = (): string => (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
