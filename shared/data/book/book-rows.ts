import * as z from 'zod';
import { type Book, Books, bookState } from '../../domain/book/book.ts';
import { Categories, type Category, categoryState } from '../../domain/category/category.ts';
import { lazily } from '../../domain/lazily.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

/** BOOK#<id> | #   an accounting book, with when its periods were closed (A8) */
export const bookRow = defineResourceRow<Book>(
  Books,
  lazily(() => z.strictObject({ ...resourceFields(), ...Books.fields(), ...bookState() })) as unknown as () => z.ZodType<Book>,
);

/** CATEGORY#<id> | #   a category of assets */
export const categoryRow = defineResourceRow<Category>(
  Categories,
  lazily(() => z.strictObject({ ...resourceFields(), ...Categories.fields(), ...categoryState() })) as unknown as () => z.ZodType<Category>,
);
