import type * as z from 'zod';

/**
 * Parses the function's environment variables at its start.
 * @throws Error that names the missing or invalid variables, without their values
 */
export const readEnv = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> => {
  // This schema is used only once, so compiling a parser for it would take longer than it saves.
  const parsed = schema.safeParse(process.env, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new Error(`environment variables missing or invalid: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
};
