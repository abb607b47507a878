import { it } from '@jest/globals';

/**
 * `it` where the machine has what the test needs, else `it.skip` with the reason in the test's name, which the summary prints:
 * `itWhen(hasChromium, 'no chromium')('P5 the page works in a browser', …)`.
 */
export const itWhen = (possible: boolean, reason: string) => (name: string, body: () => Promise<void> | void, timeout?: number) =>
  possible ? it(name, body, timeout) : it.skip(`${name} [skipped: ${reason}]`, body);
