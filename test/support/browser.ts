import { existsSync } from 'node:fs';
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { executablePath, startBrowser, startLimit } from './chromium.ts';
import { itWhen } from './skip.ts';

export const itInBrowser = itWhen(existsSync(executablePath), 'chromium is not installed: apt-get install chromium');

/** One browser for a file of tests, with a new profile for each visit: `await visit({ javaScriptEnabled: false })(async (page) => …)`. */
export const browserForTests = () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (existsSync(executablePath)) browser = await startBrowser();
  }, startLimit);
  afterAll(() => browser?.close(), startLimit);

  return (options: BrowserContextOptions = {}) =>
    async <Answer>(use: (page: Page) => Promise<Answer>): Promise<Answer> => {
      if (!browser) throw new Error('no browser is running');
      const context = await browser.newContext(options);
      try {
        return await use(await context.newPage());
      } finally {
        await context.close();
      }
    };
};
