import { type FieldError, isDomainError } from '../../domain/errors.ts';
import type { ImportResult } from '../../domain/import/import.ts';
import { idOfRow } from '../../domain/import/import-id.ts';
import type { FileRow } from '../../domain/import/import-repository.ts';
import { fieldsOfCells, fieldsOfColumns, fieldsOfObject, type RowFields } from '../../domain/import/import-row.ts';
import { stoodIn } from '../../domain/import/row-draft.ts';
import { keptUntil } from '../../domain/import/transfer.ts';
import { kindRecords } from '../../domain/import/transfer-kinds.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { isRowUnreadable, isStaleWrite } from '../../domain/store.ts';
import type { ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { formatsOf, presetOf } from './import-formats.ts';
import { importKinds } from './import-kinds.ts';

/** How many rows are handled at the same time. */
const atOnce = 20;
const mostErrors = 20;
/** The most characters of a pointer or a detail of an error: some tell the text of a cell. */
const longestText = 500;

/** What is wrong in a row. Failures of ours are thrown again: the message comes back, and nothing is lost. */
const errorsOf = (error: unknown): readonly FieldError[] => {
  if (isStaleWrite(error) || isRowUnreadable(error))
    return [{ pointer: '', code: 'import/changed-meanwhile', detail: 'it was changed at the same time; import the row again' }];
  if (!isDomainError(error) || error.kind === 'busy') throw error;
  const errors = error.errors.length > 0 ? error.errors : [{ pointer: '', code: error.code, detail: error.message }];
  return errors
    .slice(0, mostErrors)
    .map((each) => ({ ...each, pointer: each.pointer.slice(0, longestText), detail: each.detail.slice(0, longestText) }));
};

const duplicate = (line: number): FieldError => ({
  pointer: '',
  code: 'import/duplicate',
  detail: `the row identifies the same as line ${line} of this file; remove one of them`,
});

const sameName = (line: number): FieldError => ({
  pointer: '/name',
  code: 'import/same-name',
  detail: `line ${line} of this file has the same name, and nothing else tells the rows apart; give each an asset tag or an alias, or remove one of them`,
});

interface RefusedRow {
  readonly errors: readonly FieldError[];
}

/** A row of something that the preset does not bring in. */
interface SkippedRow {
  readonly skipped: FieldError;
}

type RowResult = RefusedRow | SkippedRow | RowOutcome;

/** What is stored of a row that was handled. */
const resultOf = (handled: RowResult): Pick<ImportResult, 'outcome' | 'item' | 'errors' | 'warnings'> => {
  if ('skipped' in handled) return { outcome: 'skipped', errors: [handled.skipped] };
  if ('errors' in handled) return { outcome: 'failed', errors: [...handled.errors] };
  const { outcome, item, warnings = [] } = handled;
  return { outcome, ...(item === undefined ? {} : { item }), ...(warnings.length === 0 ? {} : { warnings: [...warnings] }) };
};

/** Handles rows: all at the same time but those that may refer to others. */
const inTurns = async (
  rows: readonly ReadableRow[],
  isLater: (fields: RowFields) => boolean,
  handle: (row: ReadableRow) => Promise<void>,
): Promise<void> => {
  await inParallel(
    rows.filter(({ fields }) => !isLater(fields)),
    atOnce,
    handle,
  );
  for (const row of rows.filter(({ fields }) => isLater(fields))) await handle(row);
};

/**
 * Handles some rows of a file. Each has a transaction of its own, so that one that is refused stops no other (I5).
 * @param known the results of rows that were handled already, before a failure
 */
export const importRows = (context: ImportRunContext, run: ImportRun) => {
  const { state } = run;
  const { keysOf, isVague = () => false, isLater = () => false, load } = importKinds[state.kind];
  const [kind, formats] = [kindRecords[state.kind], formatsOf(run)];
  const preset = presetOf(state);
  const columns = fieldsOfColumns(state.columns ?? [], kind, formats.mapping);
  const expiresAt = keptUntil(state.createdAt);
  const begun = { id: state.id, startedAt: state.startedAt ?? state.createdAt };

  const fieldsOf = (object: JsonObject): RowFields | SkippedRow => {
    const found = preset?.rowOf?.(object, formats.values) ?? { row: object };
    return 'skipped' in found ? found : fieldsOfObject(found.row, kind, formats);
  };

  const read = ({ cells, object, fault }: FileRow): RowFields | RefusedRow | SkippedRow => {
    if (fault) return { errors: [fault] };
    try {
      return object ? fieldsOf(object) : fieldsOfCells(cells ?? [], columns, kind, formats);
    } catch (error) {
      return { errors: errorsOf(error) };
    }
  };

  const readableRow = (line: number, given: RowFields): ReadableRow => {
    const filled = stoodIn(given, preset?.standIns ?? {});
    const firstOnly = [...filled.keys(), ...(preset?.firstOnly ?? [])];
    return { line, fields: new Map([...given, ...filled]), firstOnly, newId: idOfRow(begun, line) };
  };

  /** What is wrong with the rows that have the same key as an earlier one, by their lines. */
  const duplicatesIn = async (rows: readonly ReadableRow[]): Promise<ReadonlyMap<number, FieldError>> => {
    const claims = rows.flatMap(({ line, fields }) => keysOf(fields, run.matchOn).map((key) => ({ key, line })));
    const taken = new Map(
      await context.imports.claimed(
        state.id,
        claims.map(({ key }) => key),
      ),
    );
    const added = claims.filter(({ key, line }) => !taken.has(key) && taken.set(key, line));
    await context.store.writeOnce(
      context.imports.saveClaims(added.map(({ key, line }) => ({ import: state.id, version: 1, key, line, expiresAt }))),
    );
    return new Map(
      claims.flatMap(({ key, line }) => {
        const earlier = taken.get(key) ?? line;
        return earlier === line ? [] : [[line, isVague(key) ? sameName(earlier) : duplicate(earlier)] as const];
      }),
    );
  };

  return async (rows: readonly FileRow[], known: readonly ImportResult[]): Promise<readonly ImportResult[]> => {
    const done = new Map<number, RowResult>();
    const handledBefore = new Set(known.map(({ line }) => line));
    const readable: ReadableRow[] = [];
    for (const row of rows.filter(({ line }) => !handledBefore.has(line))) {
      const fields = read(row);
      if ('skipped' in fields || 'errors' in fields) done.set(row.line, fields);
      else readable.push(readableRow(row.line, fields));
    }
    const duplicates = await duplicatesIn(readable);
    const { handle, close = async () => undefined } = await load(context, run)(readable);
    await inTurns(readable, isLater, async (row) => {
      const fault = duplicates.get(row.line);
      done.set(row.line, fault ? { errors: [fault] } : await handle(row).catch((error: unknown) => ({ errors: errorsOf(error) })));
    });
    await close();
    return rows.flatMap(({ line }): ImportResult[] => {
      const handled = done.get(line);
      if (!handled) return known.filter((result) => result.line === line);
      return [{ import: state.id, version: 1, line, expiresAt, ...resultOf(handled) }];
    });
  };
};
