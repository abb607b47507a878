import type { Caller } from '../../domain/access.ts';
import type { Instant } from '../../domain/clock.ts';
import { isDomainError } from '../../domain/errors.ts';
import type { Export } from '../../domain/export/export.ts';
import { cellsOf, columnsOfExport } from '../../domain/export/export-columns.ts';
import { isStaleWrite } from '../../domain/store.ts';
import { callerOfStarter } from '../import/import-context.ts';
import type { ExportRunContext } from './export-context.ts';
import { exportKinds } from './export-kinds.ts';

/** How many entries are read at once. */
const pageSize = 200;
/** A part is stored once it has this many characters: the store takes no part under 5 MB but the last. */
const partSize = 6 * 1_024 * 1_024;

/** Writes rows of cells as CSV. */
export type CsvWriter = (rows: readonly (readonly string[])[]) => string;

const linesOf = (entries: readonly object[], columns: readonly string[], { format }: Export, csv: CsvWriter): string =>
  format === 'csv' ? csv(entries.map((entry) => cellsOf(entry, columns))) : entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

const refusal = { code: 'export/not-allowed', detail: 'who requested the export has no rights any more' } as const;

const save = async ({ exports, store, clock }: ExportRunContext, state: Export, changes: Partial<Export>): Promise<Export> => {
  const next = { ...state, ...changes, version: state.version + 1, updatedAt: clock.now() };
  await store.commit([exports.save(next)]);
  return next;
};

/** Writes page after page. What is too short for a part is kept as the rest, until the export goes on. */
const goThrough = async (
  context: ExportRunContext,
  csv: CsvWriter,
  { state: stored, caller, until }: { state: Export; caller: Caller; until: Instant },
): Promise<boolean> => {
  const { exportFiles: files, clock } = context;
  let state = stored;
  const { id, kind, format, filter = {} } = state;
  const upload = state.upload ?? (await files.begin(id));
  const columns = columnsOfExport(kind, caller);
  const page = exportKinds[kind].page(context, filter, caller);
  let text = state.rest === undefined ? '' : await files.rest(state.rest);
  if (state.status === 'waiting' && format === 'csv') text = csv([columns]);
  let { after } = state;
  let { rows } = state.progress;
  for (;;) {
    const { items, nextCursor } = await page({ limit: pageSize, after });
    text += linesOf(items, columns, state, csv);
    [after, rows] = [nextCursor, rows + items.length];
    const isLast = nextCursor === undefined;
    if (isLast || text.length >= partSize) {
      const part = await files.part(id, upload, state.parts.length + 1, text);
      text = '';
      state = await save(context, state, {
        status: 'running',
        upload,
        parts: [...state.parts, part],
        rest: undefined,
        after,
        progress: { rows },
      });
    }
    if (isLast) break;
    if (clock.now() >= until) {
      const rest = await files.keepRest(id, state.version, text);
      await save(context, state, { status: 'running', upload, rest, after, progress: { rows } });
      return true;
    }
  }
  await files.finish(id, upload, state.parts);
  await save(context, state, { status: 'done', endedAt: clock.now() });
  return false;
};

/** All parts are stored, and the file was not put together yet. */
const isWritten = ({ status, parts, after, rest }: Export): boolean =>
  status === 'running' && parts.length > 0 && after === undefined && rest === undefined;

const completed = async (context: ExportRunContext, state: Export): Promise<boolean> => {
  await context.exportFiles.finish(state.id, state.upload ?? '', state.parts);
  await save(context, state, { status: 'done', endedAt: context.clock.now() });
  return false;
};

const hasEnded = ({ status }: Export): boolean => status === 'done' || status === 'failed';

/**
 * Goes on with an export, with the rights of who requested it. Everything that is stored can be stored again.
 * @returns whether it has to be called again; undefined if there is no such export
 */
export const runExport =
  (context: ExportRunContext, csv: CsvWriter) =>
  async (id: string, until: Instant): Promise<boolean | undefined> => {
    const state = await context.exports.find(id);
    if (!state) return undefined;
    if (hasEnded(state)) return false;
    const fail = async (reason: NonNullable<Export['reason']>): Promise<boolean> => {
      await save(context, state, { status: 'failed', reason, endedAt: context.clock.now() });
      return false;
    };
    try {
      const caller = await callerOfStarter(context, state.starter);
      if (!caller || caller.roles.length === 0) return await fail(refusal);
      return isWritten(state) ? await completed(context, state) : await goThrough(context, csv, { state, caller, until });
    } catch (error) {
      if (isStaleWrite(error)) return false;
      // Such as a filter by an owner who does not exist.
      if (isDomainError(error) && error.kind === 'invalid') return await fail({ code: error.code, detail: error.message });
      throw error;
    }
  };
