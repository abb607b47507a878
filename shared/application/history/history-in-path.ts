import { missing } from '../../domain/errors.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { isId } from '../../domain/values.ts';
import { findByReference } from '../item/resolve-item.ts';

/** What it takes to find the history of an item. */
export interface HistoryInPathContext {
  readonly history: HistoryRepository;
  readonly references: ItemReferences;
}

/**
 * The id of the item in a path whose history is asked for (I7). An item that was deleted is found by its id, because its history outlives it.
 * @throws DomainError missing `item/not-found`
 */
export const historyInPath =
  ({ history, references }: HistoryInPathContext) =>
  async (reference: string): Promise<string> => {
    const id = isId(reference) ? reference : await findByReference({ references }, reference);
    const isKnown = id !== undefined && ((await references.has(id)) || (await history.has(id)));
    if (!isKnown) throw missing('item', reference);
    return id;
  };
