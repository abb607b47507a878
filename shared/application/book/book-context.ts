import type { Book } from '../../domain/book/book.ts';
import type { Category } from '../../domain/category/category.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { PutContext } from '../resource/put-by-name.ts';

/** The dependencies of the use cases of books and categories. */
export interface BookContext extends PutContext {
  readonly books: ResourceRepository<Book>;
  readonly categories: ResourceRepository<Category>;
}
