import * as z from 'zod';
import { Accounts, FormerAccounts } from '../book/book.ts';
import { DefaultBookEntry, StoredDefaultEntry } from '../depreciation/book-entry.ts';
import { lazily, type Shape } from '../lazily.ts';
import { defineResource, type Resource } from '../resource/define-resource.ts';
import { FreeForm, Name, Price } from '../values.ts';

/** The most books in which one asset has an entry. */
export const mostBooks = 10;

const plainFields = () => ({
  /** The JSON Schema of the custom fields of its assets. */
  customFields: FreeForm().optional(),
  /** Assets below it are tracked and have no book (A4). */
  capitalizationThreshold: Price().optional(),
  auditEveryMonths: z.int().min(1).max(120).optional(),
  accounts: Accounts().optional(),
});

/** The body of PUT. The name is in the path. */
export const CategoryDraft = lazily(() =>
  z.strictObject({ ...plainFields(), defaultBooks: z.array(DefaultBookEntry()).max(mostBooks).optional() }).meta({ id: 'CategoryDraft' }),
);
export type CategoryDraft = Shape<typeof CategoryDraft>;

/** The fields of a category as it is stored and answered. */
export const categoryFields = () => ({
  name: Name(),
  ...plainFields(),
  defaultBooks: z.array(StoredDefaultEntry()).optional(),
});

/** A category of assets: what its assets have in common. Assets may also name a category that is not registered here. */
export const Categories = defineResource({
  noun: 'category',
  plural: 'categories',
  fields: categoryFields,
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});

/** What a category has beside the fields that callers set. */
export const categoryState = () => ({ formerAccounts: FormerAccounts().optional() });

export type Category = Resource & CategoryDraft & { readonly name: string; readonly formerAccounts?: FormerAccounts };
