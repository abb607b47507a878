/**
 * What may exceed a limit of measure.ts, and why: `<file>` for its length, `<file>#<function>` for complexity, depth, parameters.
 */
export const exceptions: Readonly<Record<string, string>> = {};
