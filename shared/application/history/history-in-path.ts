import { missing } from '../../domain/errors.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import { historyOfMerged, historyOfOne, type ItemHistory } from '../../domain/history/item-history.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { isId } from '../../domain/values.ts';
import { findByReference } from '../item/resolve-item.ts';

/** What it takes to find the history of an item. */
export interface HistoryInPathContext {
  readonly history: HistoryRepository;
  readonly references: ItemReferences;
}

/**
 * The item in a path whose history is asked for (I7). An item that was deleted is found by its id, because its history outlives it.
 * @throws DomainError missing `item/not-found`
 */
export const historyInPath =
  ({ history, references }: HistoryInPathContext) =>
  async (reference: string): Promise<ItemHistory> => {
    const id = isId(reference) ? reference : await findByReference({ references }, reference);
    const found = id === undefined ? undefined : await references.find(id);
    if (found?.merge) return historyOfMerged(found.merge);
    if (id !== undefined && (found || (await history.has(id)))) return historyOfOne(id);
    throw missing('item', reference);
  };
