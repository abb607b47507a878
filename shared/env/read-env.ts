import type * as z from 'zod';

/** The function's environment, parsed once. A wrong one is a broken deploy: it throws, naming the variables and no values. */
export const readEnv = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(`environment: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
};
