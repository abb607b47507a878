import { has } from '../../domain/access.ts';
import type { Instant } from '../../domain/clock.ts';
import { type FilePlace, hasTransferEnded, type Import, type ImportProgress, type ImportResult } from '../../domain/import/import.ts';
import { FileFault, type FileReading, type FileRow, isFileFault } from '../../domain/import/import-repository.ts';
import { fieldsOfColumns } from '../../domain/import/import-row.ts';
import { kindRecords, moneyPathsOf } from '../../domain/import/transfer-kinds.ts';

import { isStaleWrite } from '../../domain/store.ts';
import { callerOfStarter, type ImportRun, type ImportRunContext } from './import-context.ts';
import { formatsOf, presetOf } from './import-formats.ts';
import { importRows } from './import-rows.ts';

/** How many rows are handled before the progress is stored. */
const rowsAtOnce = 200;

/** Rows in portions. What comes before a fault of the file is a portion of its own. */
const portionsOf = async function* (rows: AsyncIterable<FileRow>): AsyncGenerator<readonly FileRow[]> {
  let portion: FileRow[] = [];
  let fault: unknown;
  try {
    for await (const row of rows) {
      portion.push(row);
      if (portion.length < rowsAtOnce) continue;
      yield portion;
      portion = [];
    }
  } catch (error) {
    fault = error;
  }
  if (portion.length > 0 && (fault === undefined || isFileFault(fault))) yield portion;
  if (fault !== undefined) throw fault;
};

const withResults = (progress: ImportProgress, results: readonly ImportResult[]): ImportProgress => {
  const counted = { ...progress, rows: progress.rows + results.length };
  for (const { outcome, warnings } of results) {
    counted[outcome] = (counted[outcome] ?? 0) + 1;
    if (warnings) counted.warned = (counted.warned ?? 0) + 1;
  }
  return counted;
};

const readingOf = ({ format, encoding = 'utf-8', delimiter }: Import): FileReading => ({ format, encoding, delimiter });

const save = async ({ imports, store, clock }: ImportRunContext, state: Import, changes: Partial<Import>): Promise<Import> => {
  const next = { ...state, ...changes, version: state.version + 1, updatedAt: clock.now() };
  await store.commit([imports.save(next)]);
  return next;
};

/** Finds where the rows begin. A file of CSV has its columns in the first row. @throws FileFault */
const begun = async (context: ImportRunContext, state: Import): Promise<Import> => {
  const { files } = context;
  const [id, version] = [state.id, state.file ?? ''];
  if (state.place) return state;
  const { byte, delimiter } = await files.start(id, version, readingOf(state));
  const opened = { ...state, ...(delimiter === undefined ? {} : { delimiter: delimiter as Import['delimiter'] }) };
  const place: FilePlace = { byte, line: 0 };
  if (state.format === 'ndjson') return save(context, state, { place });
  for await (const { cells = [], after } of files.rows(id, version, place, readingOf(opened))) {
    if (cells.join('').length > longestHeader) throw longHeader();
    const columns = cells.map((cell) => cell.trim());
    const fields = fieldsOfColumns(columns, kindRecords[state.kind], formatsOf({ state }).mapping);
    if (fields.every((field) => field === undefined)) throw noColumn(columns);
    const ignoredColumns = columns.filter((name, at) => fields[at] === undefined && name !== '');
    return save(context, state, { delimiter: opened.delimiter, place: after, columns, ignoredColumns });
  }
  throw new FileFault('import/empty', 'the file has no row; its first row must have the names of the columns');
};

/** The most characters of all names of columns. */
const longestHeader = 20_000;

const longHeader = (): FileFault =>
  new FileFault('import/row-too-large', `the names of the columns have more than ${longestHeader} characters; send fewer columns`, 1);

const noColumn = (columns: readonly string[]): FileFault => {
  const shown = columns.slice(0, 10).join(', ').slice(0, 300);
  return new FileFault('import/no-known-column', `none of the columns is a field: ${shown}; declare a mapping, or another delimiter`, 1);
};

/** Imports portion after portion, until the file ends or the time is over. */
const goThrough = async (context: ImportRunContext, run: ImportRun, until: Instant): Promise<{ state: Import; isOver: boolean }> => {
  let { state } = run;
  const { imports, files, store, clock } = context;
  const place = state.place ?? { byte: 0, line: 0 };
  const handle = importRows(context, run);
  // An earlier run may have ended before it could store how far it came.
  let known = await imports.resultsFrom(state.id, place.line + 1);
  for await (const portion of portionsOf(files.rows(state.id, state.file ?? '', place, readingOf(state)))) {
    const results = await handle(portion, known);
    await store.writeOnce(imports.saveResults(results.filter((result) => !known.includes(result))));
    known = [];
    state = await save(context, state, { progress: withResults(state.progress, results), place: portion.at(-1)?.after ?? place });
    if (clock.now() >= until) return { state, isOver: false };
  }
  return { state, isOver: true };
};

const end = (context: ImportRunContext, state: Import, changes: Partial<Import>): Promise<Import> =>
  save(context, state, { ...changes, endedAt: context.clock.now() });

const refusal = { code: 'import/not-allowed', detail: 'who started the import may not import any more; somebody else can start it again' };

const failed = async (context: ImportRunContext, id: string, error: unknown): Promise<void> => {
  if (!isFileFault(error)) throw error;
  const { code, message: detail, line } = error;
  const state = await context.imports.find(id);
  if (state && !hasTransferEnded(state))
    await end(context, state, { status: 'failed', reason: { code, detail, ...(line === undefined ? {} : { line }) } });
};

/**
 * Goes on with an import from where it has come, with the rights of who started it. It can be called twice at the same time: rows that are
 * imported already change nothing, and only one of the two stores the progress.
 * @returns whether it has to be called again
 */
export const runImport =
  (context: ImportRunContext) =>
  async (id: string, until: Instant): Promise<boolean> => {
    const stored = await context.imports.find(id);
    if (stored?.status !== 'running') return false;
    const caller = await callerOfStarter(context, stored.starter);
    try {
      if (!caller || !has(caller, ...kindRecords[stored.kind].importers)) {
        await end(context, stored, { status: 'failed', reason: refusal });
        return false;
      }
      const state = await begun(context, stored);
      const preset = presetOf(state);
      const defaults = { ...preset?.defaults, ...state.defaults };
      const matchOn = state.matchOn ?? preset?.matchOn ?? kindRecords[state.kind].matchOn;
      const run = { state, caller, defaults, money: moneyPathsOf(state.kind), matchOn };
      const { state: last, isOver } = await goThrough(context, run, until);
      if (isOver) await end(context, last, { status: 'done', progress: { ...last.progress, of: last.progress.rows } });
      return !isOver;
    } catch (error) {
      // Another run is ahead of this one, and goes on.
      if (isStaleWrite(error)) return false;
      await failed(context, id, error);
      return false;
    }
  };

/** A file was uploaded: its import runs. Only the first file counts. */
export const beginImport =
  (context: ImportRunContext) =>
  async (id: string, file: string): Promise<void> => {
    const state = await context.imports.find(id);
    if (state?.status === 'waiting') await save(context, state, { status: 'running', file, startedAt: context.clock.now() });
  };
