import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { importAssets } from './import-assets.ts';
import type { ImportKind } from './import-context.ts';
import { importPeople } from './import-people.ts';

/** What can be imported. The fields of each kind are in `domain/import/transfer-kinds.ts`. */
export const importKinds: Readonly<Record<TransferKind, ImportKind>> = { assets: importAssets, people: importPeople };
