import type * as z from 'zod';
import { DomainError, isDomainError } from '../errors.ts';
import { schemaError } from '../schema-error.ts';
import type { RowFields } from './import-row.ts';

/** What a schema makes of a row. @throws DomainError invalid with a pointer to each field that it does not accept */
export const parsedRow = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { schema, code: 'import/row-invalid' });
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** The text of a field. Undefined if the row has none there. */
export const textIn = (fields: RowFields, path: string): string | undefined => {
  const value = fields.get(path);
  return isText(value) ? value : undefined;
};

/** The fields of a row without some of them. */
export const fieldsWithout = (fields: RowFields, names: readonly string[]): RowFields =>
  new Map([...fields].filter(([path]) => !names.includes(path)));

/** Runs work on what was made of a row. The pointers of its errors become those of the fields of the row. */
export const pointingInto = async <Answer>(pointerInRow: (pointer: string) => string, work: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await work();
  } catch (error) {
    if (!isDomainError(error) || error.errors.length === 0) throw error;
    const errors = error.errors.map((each) => ({ ...each, pointer: pointerInRow(each.pointer) }));
    throw new DomainError(error.kind, error.code, error.message, { errors });
  }
};
