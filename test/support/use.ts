import type { ApiAnswer } from './api.ts';
import type { Register } from './directory-register.ts';

export const star = { 'if-match': '*' };

/** Who names whom: the code, what is named, the request that names it, what the error says, and a request that no longer names it. */
export type Use = readonly [
  code: string,
  what: string,
  of: (made: Register) => readonly [path: string, id: string],
  use: (made: Register) => Promise<ApiAnswer>,
  says: string,
  release: (made: Register) => Promise<ApiAnswer>,
];
