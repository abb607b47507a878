import * as z from 'zod';
import { isObject } from './json-object.ts';
import { isSameValue } from './resource/same-value.ts';
import { pointerTo } from './schema-error.ts';

/** One difference between two JSON values: a JSON pointer, and the values before and after. `null` stands for none. */
export const jsonDifference = () => z.strictObject({ path: z.string(), from: z.unknown(), to: z.unknown() });
export type JsonDifference = Readonly<z.output<ReturnType<typeof jsonDifference>>>;

const own = (value: Readonly<Record<string, unknown>>, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);

/** The differences between two JSON values, in the order of their members. Objects are compared member by member, lists as a whole. */
export const jsonDifferences = (before: unknown, after: unknown, pointer = ''): readonly JsonDifference[] => {
  if (isSameValue(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [{ path: pointer, from: before ?? null, to: after ?? null }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => jsonDifferences(own(before, name), own(after, name), pointerTo(pointer, name)));
};
