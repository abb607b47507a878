import type * as z from 'zod';

/** The function's environment, parsed once. A wrong one is a broken deploy: it throws, naming the variables and no values. */
export const readEnv = <Schema extends z.ZodType>(schema: () => Schema): z.output<Schema> => {
  // Once only: a parser made for the purpose would cost the cold start more than it saves.
  const parsed = schema().safeParse(process.env, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new Error(`environment: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
};
