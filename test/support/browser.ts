import { existsSync } from 'node:fs';
import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { itWhen } from './skip.ts';

const executablePath = '/usr/bin/chromium';

/** Flags that stop the browser's own background requests. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const itInBrowser = itWhen(existsSync(executablePath), 'chromium is not installed: apt-get install chromium');

/** Milliseconds that a browser may take to start. It takes a second on an idle machine, and many times that on a busy one. */
const startLimit = 60_000;

/** One browser for a file of tests, with a new profile for each visit: `await visit({ javaScriptEnabled: false })(async (page) => …)`. */
export const browserForTests = () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (existsSync(executablePath)) browser = await chromium.launch({ executablePath, args: flags, timeout: startLimit });
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
