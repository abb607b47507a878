import type * as z from 'zod';
import { schemaError } from '../schema-error.ts';

/** What a schema makes of a row. @throws DomainError invalid with a pointer to each field that it does not accept */
export const parsedRow = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { schema, code: 'import/row-invalid' });
};

export const isText = (value: unknown): value is string => typeof value === 'string';
