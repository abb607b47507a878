import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { exportAssets } from './export-assets.ts';
import type { ExportKind } from './export-context.ts';
import { exportAssignments, exportCosts, exportSeats } from './export-of-assets.ts';
import { exportPeople } from './export-people.ts';

/** What can be exported. The columns of each kind are in `domain/export/export-columns.ts`. */
export const exportKinds: Readonly<Record<TransferKind, ExportKind>> = {
  assets: exportAssets,
  people: exportPeople,
  costs: exportCosts,
  seats: exportSeats,
  assignments: exportAssignments,
};
