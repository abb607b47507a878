/**
 * Exceptions to the limits of measure.ts, with their reason. Keys: `<file>` for its length, `<file>#<function>` for complexity, depth and
 * parameters.
 */
export const exceptions: Readonly<Record<string, string>> = {};
