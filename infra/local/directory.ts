import { resolve } from 'node:path';

/** The directory of the local stack that the npm commands work on. Git ignores it. `QUIESCE_DIRECTORY` names another one, for a second stack. */
export const directory = resolve(process.env.QUIESCE_DIRECTORY || resolve(import.meta.dirname, '../../.quiesce'));
