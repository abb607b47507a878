import { Import, ImportClaim, type ImportOutcome, ImportResult } from '../../domain/import/import.ts';
import { keptUntil } from '../../domain/import/transfer.ts';
import { sha256 } from '../../domain/sha256.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/** As many digits as the line of a result has in its key. */
const lineDigits = 12;

export const lineKey = (line: number): string => String(line).padStart(lineDigits, '0');

/**
 * IMPORT#<id> | #                    an import and how far it has come (I5)
 * inOrder: IMPORT#<shard> | <id>     all imports, in order of creation
 */
export const importRow = defineRow<Import, { id: string }>({
  type: 'Import',
  schema: Import,
  primary: ({ id }) => ({ pk: key('IMPORT', id), sk: '#' }),
  indexes: ({ id }) => ({ inOrder: [key('IMPORT', shardOf(id)), id] }),
  expiresAt: ({ createdAt }) => keptUntil(createdAt),
});

/** IMPORT-ROW#<import>#<outcome> | <line>   what became of a row of the file */
export const importResultRow = defineRow<ImportResult, { import: string; outcome: ImportOutcome; line: number }>({
  type: 'ImportResult',
  schema: ImportResult,
  primary: ({ import: id, outcome, line }) => ({ pk: key('IMPORT-ROW', id, outcome), sk: lineKey(line) }),
  expiresAt: ({ expiresAt }) => expiresAt,
});

/** IMPORT-KEY#<import>#<hash> | #   the line whose row has this key, so that a later one with the same key is refused */
export const importClaimRow = defineRow<ImportClaim, { import: string; key: string }>({
  type: 'ImportClaim',
  schema: ImportClaim,
  primary: ({ import: id, key: claimed }) => ({ pk: key('IMPORT-KEY', id, sha256(claimed)), sk: '#' }),
  expiresAt: ({ expiresAt }) => expiresAt,
});
