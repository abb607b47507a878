import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The directory of the local stack that the npm commands work on. Git ignores it. `QUIESCE_DIRECTORY` names another one, for a second stack. */
export const directory = resolve(process.env.QUIESCE_DIRECTORY || resolve(import.meta.dirname, '../../.quiesce'));

/** A file of JSON that `npm start` left in the directory. @throws Error that says to run it, if it never ran there */
export const readStarted = <Content>(name: string): Content => {
  const file = join(directory, name);
  if (!existsSync(file)) throw new Error('no local stack was started in this directory: run npm start');
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
};
