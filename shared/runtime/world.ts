import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../data/records.ts';
import type { Clock, Ids } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { type Repositories, repositoriesOn } from './repositories.ts';

/** What every use case stands on: the table, our clock, ids and randomness. Tests build the same from fakes. */
export interface World extends Repositories {
  readonly store: Store;
  readonly records: Records;
  readonly clock: Clock;
  readonly ids: Ids;
  /** So many random bytes as hexadecimal: secrets of tokens. */
  readonly random: (bytes: number) => string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
export const systemIds: Ids = { next: () => uuidv7() };

export const worldOn = (records: Records, clock: Clock = systemClock, ids: Ids = systemIds): World => ({
  ...repositoriesOn(records),
  store: records,
  records,
  clock,
  ids,
  random: (bytes) => randomBytes(bytes).toString('hex'),
});

/** How long the store may take in consumers (T5): under their shortest timeout, so that a retry follows instead of a kill. */
export const consumerBudget = { budgetMillis: 40_000, tryMillis: 5_000 } as const;
