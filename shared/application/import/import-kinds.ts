import type { ImportKindName } from '../../domain/import/transfer-kinds.ts';
import { importAssets } from './import-assets.ts';
import { importAssignments } from './import-assignments.ts';
import { importConfigurationItems } from './import-configuration-items.ts';
import type { ImportKind } from './import-context.ts';
import { importCosts } from './import-costs.ts';
import { importOutages } from './import-outages.ts';
import { importPastChanges } from './import-past-changes.ts';
import { importPeople } from './import-people.ts';
import { importRelations } from './import-relations.ts';
import { importSeats } from './import-seats.ts';
import { importTerms } from './import-terms.ts';

/** What can be imported. The fields of each kind are in `domain/import/transfer-kinds.ts`. */
export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  assets: importAssets,
  people: importPeople,
  costs: importCosts,
  terms: importTerms,
  seats: importSeats,
  assignments: importAssignments,
  'configuration-items': importConfigurationItems,
  relations: importRelations,
  outages: importOutages,
  'past-changes': importPastChanges,
};
