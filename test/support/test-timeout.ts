import { jest } from '@jest/globals';

declare global {
  var quiesceTestTimeout: number | undefined;
}

/** Sets the project's timeout from jest.config.js. Without one jest's default applies. */
if (globalThis.quiesceTestTimeout) jest.setTimeout(globalThis.quiesceTestTimeout);
