import type { BookContext } from '../../shared/application/book/book-context.ts';
import { closeBook, reopenBook } from '../../shared/application/book/close-book.ts';
import { putBook } from '../../shared/application/book/put-book.ts';
import { putCategory } from '../../shared/application/category/put-category.ts';
import { getNamed } from '../../shared/application/resource/put-by-name.ts';
import * as contract from '../../shared/contracts/books.ts';
import { type Book, closedThroughOf } from '../../shared/domain/book/book.ts';
import type { Category } from '../../shared/domain/category/category.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { putAnswer, putConditions } from '../../shared/http/put.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

const shownBook = ({ closings, formerAccounts, ...book }: Book) => ({ ...book, closedThrough: closedThroughOf({ closings }) });
const shownCategory = ({ formerAccounts, ...category }: Category) => category;

/** The endpoints of accounting books and of categories of assets. */
export const bookEndpoints = (context: BookContext): readonly Endpoint[] => {
  const { books, categories } = context;
  return [
    on(contract.listBooks, async ({ query }) => pageAnswer('books', query, await books.page(pageRequest('books', query)), shownBook)),
    on(contract.readBook, async ({ params }) => shownBook(await getNamed('book', books, params.name))),
    on(contract.putBook, async (request) => {
      const { params, body, caller } = request;
      const { entity, isNew } = await putBook(context)(params.name, body, putConditions(request), caller);
      return putAnswer(shownBook(entity), isNew, `/v1/books/${encodeURIComponent(entity.name)}`);
    }),
    on(contract.closeBook, async ({ params, body, caller }) => shownBook(await closeBook(context)(params.name, body.through, caller))),
    on(contract.reopenBook, async ({ params, body, caller }) => shownBook(await reopenBook(context)(params.name, body.reason, caller))),
    on(contract.listCategories, async ({ query }) =>
      pageAnswer('categories', query, await categories.page(pageRequest('categories', query)), shownCategory),
    ),
    on(contract.readCategory, async ({ params }) => shownCategory(await getNamed('category', categories, params.name))),
    on(contract.putCategory, async (request) => {
      const { params, body, caller } = request;
      const { entity, isNew } = await putCategory(context)(params.name, body, putConditions(request), caller);
      return putAnswer(shownCategory(entity), isNew, `/v1/categories/${encodeURIComponent(entity.name)}`);
    }),
  ];
};
