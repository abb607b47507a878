import type { RowType } from './define-row.ts';
import type { Records, Row, UnreadableRow } from './records.ts';

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
}

/** Which fields were not accepted. Only the outermost name is told: deeper ones may be labels or ids. */
const faultsOf = (error: unknown): readonly string[] => {
  const { issues = [], name } = error as { readonly issues?: readonly Issue[]; readonly name?: string };
  return issues.length === 0 ? [String(name)] : issues.map(({ code, path }) => `${String(path[0] ?? 'row')}: ${code}`);
};

const described = ({ type, pk }: Row, error: unknown): UnreadableRow => ({
  type: String(type),
  key: String(pk).split('#')[0] as string,
  faults: faultsOf(error),
});

/**
 * The entities of rows that were found together. A row that its schema does not accept is reported and left out, so that it stops only
 * itself; `instead` makes an entity of it from its key, where leaving it out would be wrong.
 */
export const readRows = <Entity>(
  records: Pick<Records, 'unreadable'>,
  rowType: Pick<RowType<Entity, never>, 'fromRow'>,
  rows: readonly Row[],
  instead: (row: Row) => Entity | undefined = () => undefined,
): readonly Entity[] =>
  rows.flatMap((row) => {
    try {
      return [rowType.fromRow(row)];
    } catch (error) {
      records.unreadable(described(row, error));
      return instead(row) ?? [];
    }
  });
