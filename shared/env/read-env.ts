import type * as z from 'zod';

/** The function's environment, parsed once, at its start. @throws Error that names the variables that are missing or wrong, never values */
export const readEnv = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> => {
  // zod's compiled parser pays off from the second use on; this one is used once.
  const parsed = schema.safeParse(process.env, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new Error(`environment: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
};
