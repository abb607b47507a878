import { resolve } from 'node:path';

/** The directory of the local stack of `npm start`, `npm stop` and `npm run reset`. Git ignores it. */
export const directory = resolve(import.meta.dirname, '../../.quiesce');
