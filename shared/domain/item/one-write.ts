import { conflict } from '../errors.ts';
import type { Write } from '../store.ts';

/** One transaction of the store has at most so many rows (T5). */
export const rowsAtOnce = 100;

/**
 * Refuses what one transaction cannot take: the aliases, labels and words that a patch replaces are rows of it.
 * @throws DomainError conflict `configuration-item/too-much-at-once`
 */
export const assertOneWrite = (writes: readonly Write[]): void => {
  if (writes.length <= rowsAtOnce) return;
  throw conflict(
    'configuration-item/too-much-at-once',
    `this patch writes ${writes.length} rows and one request at most ${rowsAtOnce}: use two patches, for example first aliases and then labels`,
  );
};
