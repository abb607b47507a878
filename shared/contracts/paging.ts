import * as z from 'zod';

/** Query parameters of every list (I4): `z.strictObject({ ...pageQuery(), status: … })`. */
export const pageQuery = () => ({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});

/** The answer of every list (I4). */
export const pageOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ items: z.array(schema), nextCursor: z.string().optional() });
