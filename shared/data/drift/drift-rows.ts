import { DriftState } from '../../domain/drift/drift-state.ts';
import { defineRow, key } from '../define-row.ts';

/** ITEM#<id> | DRIFT   what AWS Config has told about the resources of a CI (C7) */
export const driftRow = defineRow<DriftState, Pick<DriftState, 'item'>>({
  type: 'Drift',
  schema: DriftState,
  primary: ({ item }) => ({ pk: key('ITEM', item), sk: 'DRIFT' }),
});
