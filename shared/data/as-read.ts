import type { RowType } from './define-row.ts';
import type { RowWrite } from './records.ts';

/** Only checks that the row of a write is not there. */
export const absent = ({ label, key }: RowWrite): RowWrite => ({ kind: 'check', label, key, when: 'absent' });

/** Only checks that a row is still as it was read, or still is not there where none was read. */
export const asRead = <Entity, Identity>(rowType: RowType<Entity, Identity>, identity: Identity, entity: Entity | undefined): RowWrite => {
  if (entity !== undefined) return rowType.unchanged(entity);
  const key = rowType.key(identity);
  return { kind: 'check', label: `${rowType.type} ${key.pk}`, key, when: 'absent' };
};
