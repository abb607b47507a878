import type { Caller } from '../../domain/access.ts';
import { DomainError, forbidden, missing } from '../../domain/errors.ts';
import type { Export, ExportDraft } from '../../domain/export/export.ts';
import { mayExport, maySeeExport } from '../../domain/export/export-columns.ts';
import { isStarter, starterOf } from '../../domain/import/transfer.ts';
import { kindRecords } from '../../domain/import/transfer-kinds.ts';
import { pointerTo } from '../../domain/schema-error.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { ExportContext } from './export-context.ts';
import { exportKinds } from './export-kinds.ts';

/** The message is sent before the row is stored, so that no export waits for a message that was lost. It is received after this pause. */
const pauseSeconds = 2;

const assertFilters = ({ kind, filter = {} }: ExportDraft): void => {
  const { filters } = exportKinds[kind];
  const errors = Object.keys(filter)
    .filter((name) => !filters.includes(name))
    .map((name) => ({
      pointer: pointerTo('/filter', name),
      code: 'export/unknown-filter',
      detail: filters.length > 0 ? `unknown filter; the filters are ${filters.join(', ')}` : `${kind} have no filter; leave it out`,
    }));
  const [first] = errors;
  if (first) throw new DomainError('invalid', first.code, first.detail, { errors });
};

/** @throws DomainError forbidden `access/role-missing` if the kind is only for some roles, such as costs (X2) */
const assertMayExport = ({ kind }: ExportDraft, caller: Caller): void => {
  if (mayExport(kind, caller)) return;
  const roles = kindRecords[kind].exporters?.join(', ');
  throw forbidden('access/role-missing', `one of these roles is required to export ${kind}: ${roles}`);
};

/**
 * Requests an export, which runs in the background with the rights of the caller (I5).
 * @throws DomainError forbidden `access/role-missing`, invalid `export/unknown-filter`
 */
export const requestExport =
  ({ exports, exportQueue, store, clock, ids }: ExportContext) =>
  async (draft: ExportDraft, caller: Caller): Promise<Export> => {
    assertMayExport(draft, caller);
    assertFilters(draft);
    const [id, now] = [ids.next(), clock.now()];
    const stamps = { id, version: 1, createdAt: now, updatedAt: now };
    const requested: Export = { ...stamps, ...draft, starter: starterOf(caller), status: 'waiting', progress: { rows: 0 }, parts: [] };
    await exportQueue.goOn(id, pauseSeconds);
    await store.commit([exports.save(requested)]);
    return requested;
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
