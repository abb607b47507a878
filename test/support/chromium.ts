import { type Browser, chromium } from 'playwright-core';

export const executablePath = '/usr/bin/chromium';

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

/** Milliseconds that a browser may take to start. It takes a second on an idle machine, and many times that on a busy one. */
export const startLimit = 60_000;

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: flags, timeout: startLimit });
