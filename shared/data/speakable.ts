type Item = Record<string, unknown>;

const marshallable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(marshallable);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, marshallable(inner)] as const);
  return Object.hasOwn(value, 'constructor') ? new Map(fields) : Object.fromEntries(fields);
};

/**
 * Prepares a row for the AWS SDK, which tells types of objects apart by their `constructor`. An object with a field of that name, such as
 * an alert with a label `constructor`, would be rejected or misread. It is therefore passed as a Map.
 */
export const speakable = (row: object | undefined): Item => marshallable(row ?? {}) as Item;
