import { DomainError } from '../domain/errors.ts';
import { sha256 } from '../domain/sha256.ts';
import type { Page, PageRequest } from '../domain/store.ts';

const invalidCursor = () =>
  new DomainError('invalid', 'cursor/invalid', 'the cursor does not belong to this list; start again without a cursor', {
    errors: [{ pointer: '/query/cursor', code: 'invalid', detail: 'the cursor does not belong to this list' }],
  });

/** A short hash of a list's name and filters. A cursor contains it, so that it is valid for this list only. */
const listMark = (list: string, query: Readonly<Record<string, unknown>>): string => {
  const { limit, cursor, ...filters } = query;
  return sha256(JSON.stringify([list, Object.entries(filters).sort()])).slice(0, 12);
};

/**
 * Converts the `limit` and `cursor` of a query to a page request. A cursor is opaque, and valid only for the same list and filters.
 * @throws DomainError 400 `cursor/invalid` if the cursor belongs to another list or was modified
 */
export const pageRequest = (list: string, query: { readonly limit: number; readonly cursor?: string | undefined }): PageRequest => {
  if (query.cursor === undefined) return { limit: query.limit };
  const [mark, position, check] = query.cursor.split('.');
  if (!position || mark !== listMark(list, query) || check !== sha256(`${mark}.${position}`).slice(0, 8)) throw invalidCursor();
  return { limit: query.limit, after: Buffer.from(position, 'base64url').toString('utf8') };
};

/** Converts a page to the response body of a list. Its `nextCursor` is valid only for this list with the same filters. */
export const pageAnswer = <Entity, Shown>(
  list: string,
  query: { readonly limit: number; readonly cursor?: string | undefined },
  page: Page<Entity>,
  show: (entity: Entity) => Shown,
): { readonly items: readonly Shown[]; readonly nextCursor?: string } => {
  const items = page.items.map(show);
  if (page.nextCursor === undefined) return { items };
  const cursor = `${listMark(list, query)}.${Buffer.from(page.nextCursor).toString('base64url')}`;
  return { items, nextCursor: `${cursor}.${sha256(cursor).slice(0, 8)}` };
};
