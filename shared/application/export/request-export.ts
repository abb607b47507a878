import type { Caller } from '../../domain/access.ts';
import { minute, plus } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import { type Export, type ExportDraft, isSameExport } from '../../domain/export/export.ts';
import { maySeeExport } from '../../domain/export/export-columns.ts';
import { hasTransferEnded } from '../../domain/import/import.ts';
import { isStarter, starterOf } from '../../domain/import/transfer.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { checkedDraft } from './check-export-draft.ts';
import type { ExportContext } from './export-context.ts';

/** The message is sent before the row is stored, so that no export waits for a message that was lost. It is received after this pause. */
const pauseSeconds = 2;

/** Among how many of the newest exports one that still runs is looked for, and how old it may be: an older one may be stuck. */
const [lookedThrough, mostMinutes] = [20, 15];

type RequestContext = Omit<ExportContext, 'exportFiles'>;

const begin = async ({ exports, exportQueue, store, clock, ids }: RequestContext, draft: ExportDraft, caller: Caller): Promise<Export> => {
  const [id, now] = [ids.next(), clock.now()];
  const stamps = { id, version: 1, createdAt: now, updatedAt: now };
  const requested: Export = { ...stamps, ...draft, starter: starterOf(caller), status: 'waiting', progress: { rows: 0 }, parts: [] };
  await exportQueue.goOn(id, pauseSeconds);
  await store.commit([exports.save(requested)]);
  return requested;
};

/** Requests an export, which runs in the background with the rights of the caller (I5). @throws DomainError as `checkedDraft` */
export const requestExport =
  (context: RequestContext) =>
  async (draft: ExportDraft, caller: Caller): Promise<Export> =>
    begin(context, await checkedDraft(context, draft, caller), caller);

/**
 * The export in place of a report that is too large for one answer (A8). A client that asks for the report again while it is being written
 * gets the export that runs, and begins no other one.
 * @throws DomainError as `checkedDraft`
 */
export const exportOfReport =
  (context: RequestContext) =>
  async (draft: ExportDraft, caller: Caller): Promise<Export> => {
    const checked = await checkedDraft(context, draft, caller);
    const { items } = await context.exports.page({ limit: lookedThrough }, () => true);
    const since = plus(context.clock.now(), -mostMinutes * minute);
    const running = items.find(
      (found) => isSameExport(found, checked) && isStarter(found.starter, caller) && !hasTransferEnded(found) && found.createdAt > since,
    );
    return running ?? begin(context, checked, caller);
  };

/** An export with the link to its file, once that is written, while the caller may still see all that is in it. */
const withLink = async ({ exportFiles }: ExportContext, found: Export, caller: Caller) =>
  found.status === 'done' && maySeeExport(found, caller)
    ? { ...found, url: await exportFiles.link(found.id, `${found.kind}.${found.format}`) }
    : found;

/** @throws DomainError missing `export/not-found` */
export const readExport = (context: ExportContext) => async (id: string, caller: Caller) => {
  const found = await context.exports.find(id);
  if (!found || !isStarter(found.starter, caller)) throw missing('export', id);
  return withLink(context, found, caller);
};

/** The exports that the caller requested, the newest first. */
export const listExports =
  ({ exports }: ExportContext) =>
  (request: PageRequest, caller: Caller): Promise<Page<Export>> =>
    exports.page(request, ({ starter }) => isStarter(starter, caller));
