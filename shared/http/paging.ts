import { DomainError } from '../domain/errors.ts';
import { sha256 } from '../domain/sha256.ts';
import type { Page, PageRequest } from '../domain/store.ts';

const invalid = () =>
  new DomainError('invalid', 'cursor/invalid', 'the cursor does not belong to this list; start without one', {
    errors: [{ pointer: '/query/cursor', code: 'invalid', detail: 'not of this list' }],
  });

/** Identifies the list that a cursor belongs to, by its name and filters. */
const listMark = (list: string, query: Readonly<Record<string, unknown>>): string => {
  const { limit, cursor, ...filters } = query;
  return sha256(JSON.stringify([list, Object.entries(filters).sort()])).slice(0, 12);
};

/**
 * The page that a query asks for. A cursor is opaque and valid only for one list with the same filters.
 * @throws DomainError 400 `cursor/invalid` for a cursor of another list, or one that was changed
 */
export const pageRequest = (list: string, query: { readonly limit: number; readonly cursor?: string | undefined }): PageRequest => {
  if (query.cursor === undefined) return { limit: query.limit };
  const [mark, position, check] = query.cursor.split('.');
  if (!position || mark !== listMark(list, query) || check !== sha256(`${mark}.${position}`).slice(0, 8)) throw invalid();
  return { limit: query.limit, after: Buffer.from(position, 'base64url').toString('utf8') };
};

/** The page as the API answers it. Its cursor is bound to the list and its filters. */
export const pageAnswer = <Entity, Shown>(
  list: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
  page: Page<Entity>,
  show: (entity: Entity) => Shown,
): { readonly items: readonly Shown[]; readonly nextCursor?: string } => {
  const items = page.items.map(show);
  if (page.nextCursor === undefined) return { items };
  const sealed = `${listMark(list, query)}.${Buffer.from(page.nextCursor).toString('base64url')}`;
  return { items, nextCursor: `${sealed}.${sha256(sealed).slice(0, 8)}` };
};
