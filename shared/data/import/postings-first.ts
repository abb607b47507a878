import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../domain/store.ts';
import { postingRow } from '../posting/posting-rows.ts';
import { wordRow } from '../posting/word-rows.ts';
import type { RowWrite } from '../records.ts';

/** How long postings wait for those of other rows, in milliseconds. */
const gatherMillis = 4;

/**
 * A new row by which filters and searches find an item. They read the item and compare it, so the row counts only if the item agrees. The
 * values that assets have (`listedValueRow`) are listed and counted without their assets. They stay in the transaction.
 */
const isPosting = ({ kind, row }: RowWrite): boolean => kind === 'put' && row !== undefined && (postingRow.is(row) || wordRow.is(row));

/**
 * A store that writes new postings in batches, before the transaction of their item instead of in it. Those of several items go together, which
 * takes half of their write units. A posting whose item was not written then is found and does not count, like one whose
 * item has changed since (decision 15). For imports, which write thousands of items.
 */
export const postingsFirst = (store: Store): Store => {
  let waiting: RowWrite[] = [];
  let next: Promise<void> | undefined;
  const writeWaiting = async (): Promise<void> => {
    await pause(gatherMillis);
    const postings = waiting;
    [waiting, next] = [[], undefined];
    await store.writeOnce(postings);
  };
  const together = (postings: readonly RowWrite[]): Promise<void> => {
    waiting.push(...postings);
    next ??= writeWaiting();
    return next;
  };
  return {
    commit: async (writes) => {
      const rows = writes as readonly RowWrite[];
      const postings = rows.filter(isPosting);
      if (postings.length > 0) await together(postings);
      await store.commit(rows.filter((row) => !isPosting(row)));
    },
    commitOne: (write) => store.commitOne(write),
    writeOnce: (writes) => store.writeOnce(writes),
  };
};
