import { it } from '@jest/globals';

/**
 * `it` if the machine has what the test needs, else `it.skip` with the reason in the name of the test, which the summary prints:
 * `itWhen(hasChromium, 'no chromium')('P5 the page works in a browser', …)`.
 */
export const itWhen = (possible: boolean, reason: string) => (name: string, body: () => Promise<void> | void, timeout?: number) =>
  possible ? it(name, body, timeout) : it.skip(`${name} [skipped: ${reason}]`, body);
