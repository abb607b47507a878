import { RowUnreadable } from '../domain/store.ts';
import type { RowType } from './define-row.ts';
import type { Records, Row, UnreadableRow } from './records.ts';

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
}

/** The fields that were not accepted, and why. Only top-level names are included, because nested names may be labels or ids. */
const faultsOf = (error: unknown): readonly string[] => {
  const { issues = [], name } = error as { readonly issues?: readonly Issue[]; readonly name?: string };
  return issues.length === 0 ? [String(name)] : issues.map(({ code, path }) => `${String(path[0] ?? 'row')}: ${code}`);
};

/** Parts of a key that say nothing about people or things: an id, the name of a facet, a short number such as a shard, and nothing. */
const harmless = /^(asset|ci|workflow|\d{1,4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|)$/;
/** A key begins with the noun of its kind. */
const noun = /^[A-Z-]+$/;

/** A key with its ids. Names, addresses and other values in it are left out. */
const shownKey = (key: unknown): string =>
  String(key)
    .split('#')
    .map((part, place) => (harmless.test(part) || (place === 0 && noun.test(part)) ? part : '…'))
    .join('#');

const unreadableRow = ({ type, pk, sk }: Row, error: unknown): UnreadableRow => ({
  type: String(type),
  key: `${shownKey(pk)} ${shownKey(sk)}`,
  faults: faultsOf(error),
});

/**
 * Parses a row that must not be left out. A row that its schema does not accept is reported.
 * @throws RowUnreadable if the schema does not accept the row
 */
export const readRow = <Entity>(
  records: Pick<Records, 'unreadable'>,
  rowType: Pick<RowType<Entity, never>, 'fromRow'>,
  row: Row,
): Entity => {
  try {
    return rowType.fromRow(row);
  } catch (error) {
    const report = unreadableRow(row, error);
    records.unreadable(report);
    throw new RowUnreadable(report.type, report.faults);
  }
};

/**
 * Parses rows that were read together. A row that its schema does not accept is reported and left out, so that the other rows can still be
 * used. If such a row must not be left out, `fromKey` builds a substitute from its key.
 */
export const readRows = <Entity>(
  records: Pick<Records, 'unreadable'>,
  rowType: Pick<RowType<Entity, never>, 'fromRow'>,
  rows: readonly Row[],
  fromKey: (row: Row) => Entity | undefined = () => undefined,
): readonly Entity[] =>
  rows.flatMap((row) => {
    try {
      return [readRow(records, rowType, row)];
    } catch {
      return fromKey(row) ?? [];
    }
  });
