import { jest } from '@jest/globals';

declare global {
  var quiesceTestTimeout: number | undefined;
}

/** What jest.config.js says of this project; unset is jest's own. */
if (globalThis.quiesceTestTimeout) jest.setTimeout(globalThis.quiesceTestTimeout);
