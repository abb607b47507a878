import type { Caller } from '../../domain/access.ts';
import type { Instant } from '../../domain/clock.ts';
import { type ErrorKind, isDomainError } from '../../domain/errors.ts';
import type { Export } from '../../domain/export/export.ts';
import { columnsOfExport, maySeeExport } from '../../domain/export/export-columns.ts';
import { hasTransferEnded } from '../../domain/import/import.ts';
import { isStaleWrite } from '../../domain/store.ts';
import { callerOfStarter } from '../import/import-context.ts';
import { contentOf } from './export-contents.ts';
import type { CsvWriter, ExportContent, ExportProgress, ExportRunContext } from './export-context.ts';

/** How many entries are read at once. */
const pageSize = 200;
/** A part is stored once it has this many characters: the store takes no part under 5 MB but the last. */
const partSize = 6 * 1_024 * 1_024;

/** The kinds of errors that another try does not mend. */
const lastingKinds: readonly ErrorKind[] = ['invalid', 'conflict', 'too-wide'];

const refusal = { code: 'export/not-allowed', detail: 'who requested the export has lost rights to what it has; request another' } as const;

const save = async ({ exports, store, clock }: ExportRunContext, state: Export, changes: Partial<Export>): Promise<Export> => {
  const next = { ...state, ...changes, version: state.version + 1, updatedAt: clock.now() };
  await store.commit([exports.save(next)]);
  return next;
};

/** With whose rights an export goes on, and until when. */
interface ExportTurn {
  readonly caller: Caller;
  readonly csv: CsvWriter;
  readonly until: Instant;
}

/** What was taken and is not in a part yet: the rest of an earlier run, or what comes before the first page. */
const takenSoFar = async <Taken>({ exportFiles }: ExportRunContext, state: Export, content: ExportContent<Taken>): Promise<Taken> => {
  if (state.rest !== undefined) return content.fromText(await exportFiles.rest(state.rest));
  return state.status === 'waiting' ? content.first : content.fromText('');
};

/** Stores a text as the next part of the file. */
const withPart = async (context: ExportRunContext, state: Export, text: string, changes: Partial<Export>): Promise<Export> => {
  const { id, upload = '', parts } = state;
  const part = await context.exportFiles.part(id, upload, parts.length + 1, text);
  return save(context, state, { ...changes, parts: [...parts, part], rest: undefined });
};

const withRest = async (context: ExportRunContext, state: Export, text: string, changes: Partial<Export>): Promise<Export> =>
  save(context, state, { ...changes, rest: await context.exportFiles.keepRest(state.id, state.version, text) });

const completed = async (context: ExportRunContext, state: Export): Promise<boolean> => {
  await context.exportFiles.finish(state.id, state.upload ?? '', state.parts);
  await save(context, state, { status: 'done', endedAt: context.clock.now() });
  return false;
};

/** The progress after one more page. */
const withPage = (
  { rows, ...before }: ExportProgress,
  { entries, counts = {} }: { readonly entries: number; readonly counts?: Readonly<Record<string, number>> | undefined },
): ExportProgress => {
  const known: Readonly<Record<string, number>> = before;
  const added = Object.entries(counts).map(([name, count]) => [name, (known[name] ?? 0) + count]);
  return { rows: rows + entries, ...before, ...Object.fromEntries(added) };
};

/** Takes page after page. What is not in a part yet is kept as the rest, until the export goes on. */
const goThrough = async (context: ExportRunContext, stored: Export, { caller, csv, until }: ExportTurn): Promise<boolean> => {
  const { id, kind } = stored;
  const columns = stored.columns ?? [...columnsOfExport(kind, caller)];
  const content = await contentOf(context, { state: stored, caller, columns, csv });
  let taken = await takenSoFar(context, stored, content);
  let state: Export = { ...stored, columns, upload: stored.upload ?? (await context.exportFiles.begin(id)) };
  let { after, progress } = stored;
  for (;;) {
    const page = await content.take(taken, { limit: pageSize, after });
    taken = page.taken;
    [after, progress] = [page.nextCursor, withPage(progress, page)];
    const changes = { status: 'running', after, progress } as const;
    if (after === undefined) return completed(context, await withPart(context, state, await content.end(taken, progress), changes));
    if (context.clock.now() >= until) {
      await withRest(context, state, content.toText(taken), changes);
      return true;
    }
    if (content.writable(taken) < partSize) continue;
    state = await withPart(context, state, content.toText(taken), changes);
    taken = content.fromText('');
  }
};

/** All parts are stored, and the file was not put together yet. */
const isWritten = ({ status, parts, after, rest }: Export): boolean =>
  status === 'running' && parts.length > 0 && after === undefined && rest === undefined;

const failed = async (context: ExportRunContext, state: Export, reason: NonNullable<Export['reason']>): Promise<boolean> => {
  await save(context, state, { status: 'failed', reason, endedAt: context.clock.now() });
  return false;
};

/** Goes on with an export whose requester still has rights. @throws what `runExport` handles */
const goOn = async (context: ExportRunContext, state: Export, turn: Omit<ExportTurn, 'caller'>): Promise<boolean> => {
  const caller = await callerOfStarter(context, state.starter);
  if (!caller || caller.roles.length === 0 || !maySeeExport(state, caller)) return failed(context, state, refusal);
  return isWritten(state) ? completed(context, state) : goThrough(context, state, { ...turn, caller });
};

/**
 * Goes on with an export, with the rights of who requested it. Everything that is stored can be stored again.
 * @returns whether it has to be called again; undefined if there is no such export
 */
export const runExport =
  (context: ExportRunContext, csv: CsvWriter) =>
  async (id: string, until: Instant): Promise<boolean | undefined> => {
    const state = await context.exports.find(id);
    if (!state) return undefined;
    try {
      return !hasTransferEnded(state) && (await goOn(context, state, { csv, until }));
    } catch (error) {
      if (isStaleWrite(error)) return false;
      // Such as a filter by an owner who does not exist, or a report with too many groups, or of a time of which nothing was kept.
      if (isDomainError(error) && lastingKinds.includes(error.kind))
        return failed(context, state, { code: error.code, detail: error.message });
      throw error;
    }
  };
