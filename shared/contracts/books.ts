import * as z from 'zod';
import { Books, BookTermsDraft, CloseRequest, ReopenRequest } from '../domain/book/book.ts';
import { CategoryDraft, categoryFields } from '../domain/category/category.ts';
import { lazily } from '../domain/lazily.ts';
import { PlainDate, resourceFields } from '../domain/values.ts';
import { route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A book as the API answers it, with the last day of its closed periods. */
export const BookView = lazily(() =>
  z
    .strictObject({ ...resourceFields(), ...Books.fields(), closedThrough: PlainDate().optional(), inUse: z.boolean() })
    .meta({ id: 'Book' }),
);
export const CategoryView = lazily(() => z.strictObject({ ...resourceFields(), ...categoryFields() }).meta({ id: 'Category' }));

const managers = ['asset-manager'] as const;

export const listBooks = route({
  name: 'listBooks',
  method: 'GET',
  path: '/v1/books',
  summary: 'List accounting books, in the order of their creation',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(BookView())) },
});

export const readBook = route({
  name: 'readBook',
  method: 'GET',
  path: '/v1/books/{name}',
  summary: 'Read an accounting book',
  access: 'signed-in',
  success: { status: 200, schema: BookView },
  problems: { 404: ['book/not-found'] },
});

export const putBook = route({
  name: 'putBook',
  method: 'PUT',
  path: '/v1/books/{name}',
  summary: 'Create an accounting book, or replace its terms',
  access: managers,
  body: BookTermsDraft,
  success: { status: 201, known: 200, schema: BookView },
  problems: { 400: ['body/invalid'], 409: ['book/in-use', 'book/closed'], 412: ['book/exists'] },
  upsert: true,
});

export const closeBook = route({
  name: 'closeBook',
  method: 'POST',
  path: '/v1/books/{name}/close',
  summary: 'Close the periods of a book through the last day of a month; their figures never move again (A8)',
  access: managers,
  body: CloseRequest,
  success: { status: 200, schema: BookView },
  problems: { 400: ['book/not-a-month-end', 'book/not-ended'], 404: ['book/not-found'], 409: ['book/closed'] },
  idempotent: true,
});

export const reopenBook = route({
  name: 'reopenBook',
  method: 'POST',
  path: '/v1/books/{name}/reopen',
  summary: 'Take the last closing of a book back, with a reason (A8)',
  access: ['admin'],
  body: ReopenRequest,
  success: { status: 200, schema: BookView },
  problems: { 404: ['book/not-found'], 409: ['book/not-closed'] },
  idempotent: true,
});

export const listCategories = route({
  name: 'listCategories',
  method: 'GET',
  path: '/v1/categories',
  summary: 'List categories of assets, in the order of their creation',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(CategoryView())) },
});

export const readCategory = route({
  name: 'readCategory',
  method: 'GET',
  path: '/v1/categories/{name}',
  summary: 'Read a category of assets',
  access: 'signed-in',
  success: { status: 200, schema: CategoryView },
  problems: { 404: ['category/not-found'] },
});

export const putCategory = route({
  name: 'putCategory',
  method: 'PUT',
  path: '/v1/categories/{name}',
  summary: 'Create a category of assets, or replace it; its assets are judged by the new schema when they are written next',
  access: managers,
  body: CategoryDraft,
  success: { status: 201, known: 200, schema: CategoryView },
  problems: {
    400: [
      'body/invalid',
      'schema/invalid',
      'schema/too-much-work',
      'book/unknown',
      'book/duplicate',
      'money/not-an-amount',
      'money/too-fine',
      'money/other-currency',
    ],
    412: ['category/exists'],
  },
  upsert: true,
});
