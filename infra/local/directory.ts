import { resolve } from 'node:path';

/** Where `npm start`, `npm stop` and `npm run reset` keep the local stack. Ignored by git. */
export const directory = resolve(import.meta.dirname, '../../.quiesce');
