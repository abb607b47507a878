import { conflict } from '../errors.ts';
import type { Write } from '../store.ts';

/** The most rows of one transaction of the store (T5). */
export const rowsAtOnce = 100;

/**
 * Rejects a patch with too many rows for one transaction. Each alias, label and word that the patch replaces is a row of its own.
 * @throws DomainError conflict `configuration-item/too-much-at-once`
 */
export const assertOneWrite = (writes: readonly Write[]): void => {
  if (writes.length <= rowsAtOnce) return;
  throw conflict(
    'configuration-item/too-much-at-once',
    `this patch writes ${writes.length} rows, and the limit is ${rowsAtOnce}: use two patches, for example one for aliases and one for labels`,
  );
};
