type Item = Record<string, unknown>;

const spoken = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(spoken);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, spoken(inner)] as const);
  return Object.hasOwn(value, 'constructor') ? new Map(fields) : Object.fromEntries(fields);
};

/**
 * A row as the SDK understands it. It tells kinds of objects by their `constructor`; what has a field of that name, such as an alert
 * with a label that is called so, would be refused or taken for something else, and goes as a Map.
 */
export const speakable = (row: object | undefined): Item => spoken(row ?? {}) as Item;
