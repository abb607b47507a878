import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { key, shardsOf } from '../define-row.ts';
import { listRows, readAtMost } from '../list-rows.ts';
import type { Records } from '../records.ts';
import { changeRow } from './change-rows.ts';

const positionOf = ({ approvalDeadline = '', id }: Change): string => key(approvalDeadline, id);

/**
 * Merges the list of changes that await approval with that of the extensions and started emergencies that do. Both are in the order of the
 * deadline, so one cursor is good for both. The page ends where the shorter of the two does.
 */
export const awaitingChanges =
  (records: Records): ChangeRepository['awaiting'] =>
  async (request, keep) => {
    const lists = [
      { index: 'bySelector', partitions: shardsOf('CHANGE', 'awaiting-approval') },
      { index: 'byTime', partitions: shardsOf('UNDECIDED') },
    ] as const;
    const pages = await Promise.all(
      lists.map((list) => listRows(records, changeRow, { ...request, ...list, keep, reads: { left: readAtMost / lists.length } })),
    );
    const [end] = pages.flatMap(({ nextCursor }) => nextCursor ?? []).toSorted();
    const found = pages
      .flatMap(({ items }) => items)
      .filter((change) => end === undefined || positionOf(change) <= end)
      .toSorted((one, other) => (positionOf(one) < positionOf(other) ? -1 : 1));
    const items = found.slice(0, request.limit);
    const [last] = items.slice(-1);
    return { items, nextCursor: last && items.length < found.length ? positionOf(last) : end };
  };
