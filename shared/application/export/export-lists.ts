import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { exportAssets } from './export-assets.ts';
import { exportConfigurationItems, exportRelations } from './export-configuration-items.ts';
import type { ListPage } from './export-context.ts';
import { exportAssignments, exportCosts, exportSeats, exportTerms } from './export-of-assets.ts';
import { exportPeople } from './export-people.ts';

/** The lists of what can be imported. Their filters are in `domain/export/export-kinds.ts`, their columns in `export-columns.ts`. */
export const exportLists: Readonly<Record<TransferKind, ListPage>> = {
  assets: exportAssets,
  people: exportPeople,
  costs: exportCosts,
  terms: exportTerms,
  seats: exportSeats,
  assignments: exportAssignments,
  'configuration-items': exportConfigurationItems,
  relations: exportRelations,
};
