import type { RowType } from './define-row.ts';
import type { RowWrite } from './records.ts';

/** Turns a write into a check that its row does not exist. */
export const absent = ({ label, key }: RowWrite): RowWrite => ({ kind: 'check', label, key, when: 'absent' });

/** A check that a row has not changed since it was read: same version, or still absent if `entity` is undefined. */
export const asRead = <Entity, Identity>(rowType: RowType<Entity, Identity>, identity: Identity, entity: Entity | undefined): RowWrite => {
  if (entity !== undefined) return rowType.unchanged(entity);
  const key = rowType.key(identity);
  return { kind: 'check', label: `${rowType.type} ${key.pk}`, key, when: 'absent' };
};
