import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Clock, Ids } from '../domain/clock.ts';

export const systemClock: Clock = { now: () => new Date().toISOString() };
export const systemIds: Ids = { next: () => uuidv7() };

/** Returns this many random bytes as hexadecimal text. It is used for links, codes and the secrets of tokens. */
export const systemRandom = (bytes: number): string => randomBytes(bytes).toString('hex');
