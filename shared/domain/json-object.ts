/** An object of JSON: neither null nor a list. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of parsed JSON is an object. A list is none. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The most levels of JSON that is sent. DynamoDB stores at most 32, and a row uses some of them itself. */
export const maxDepth = 20;

/** The depth of a JSON value. A list may have more members than a function may have arguments, so they are not spread. */
const depth = (value: unknown, level = 0): number => {
  if (typeof value !== 'object' || value === null || level > maxDepth) return level;
  let deepest = level;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depth(inner, level + 1));
  return deepest;
};

export const isTooDeep = (value: unknown): boolean => depth(value) > maxDepth;
