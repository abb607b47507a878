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

const unreadableRow = ({ type, pk }: Row, error: unknown): UnreadableRow => ({
  type: String(type),
  key: String(pk).split('#')[0] as string,
  faults: faultsOf(error),
});

/**
 * Parses a row that must not be left out. A row that its schema does not accept is reported.
 * @throws ZodError if the schema does not accept the row
 */
export const readRow = <Entity>(
  records: Pick<Records, 'unreadable'>,
  rowType: Pick<RowType<Entity, never>, 'fromRow'>,
  row: Row,
): Entity => {
  try {
    return rowType.fromRow(row);
  } catch (error) {
    records.unreadable(unreadableRow(row, error));
    throw error;
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
