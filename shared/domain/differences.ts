import * as z from 'zod';
import { isObject, type JsonObject } from './json-object.ts';
import { lazily, type Shape } from './lazily.ts';
import { isSameValue } from './resource/same-value.ts';
import { pointerTo } from './schema-error.ts';

/** What changed at one place of a JSON document. `from` is absent if there was nothing before, and `to` if there is nothing now. */
export const Difference = lazily(() => z.strictObject({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() }));
export type Difference = Readonly<Shape<typeof Difference>>;

/** A difference as the API answers it: what was not there, or is not there any more, is null. */
export const ShownDifference = lazily(() => z.strictObject({ path: z.string(), from: z.unknown(), to: z.unknown() }));

/** Makes a difference what the API answers. */
export const shownDifference = <Each extends Difference>(difference: Each) => ({
  ...difference,
  from: difference.from ?? null,
  to: difference.to ?? null,
});

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** The names on the way to the place of a JSON pointer. */
export const namesIn = (pointer: string): readonly string[] => pointer.split('/').slice(1).map(unescaped);

const memberOf = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/**
 * How two JSON documents differ, in the order of their paths. Objects are compared member by member. A list or another value is replaced as a
 * whole, and so is a member that only one of the documents has.
 */
export const differencesOf = (before: JsonObject, after: JsonObject, above = ''): readonly Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((name) => {
    const [from, to] = [memberOf(before, name), memberOf(after, name)];
    const path = pointerTo(above, name);
    if (isSameValue(from, to)) return [];
    if (isObject(from) && isObject(to)) return differencesOf(from, to, path);
    return [{ path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });

/** The document with a value at a place. Objects on the way to it are made. Without a value, the place is removed. */
const withValue = (document: JsonObject, [name = '', ...below]: readonly string[], value: unknown): JsonObject => {
  const { [name]: inner, ...others } = document;
  if (below.length > 0) return { ...document, [name]: withValue(isObject(inner) ? inner : {}, below, value) };
  return value === undefined ? others : { ...document, [name]: value };
};

/** The document after these differences. */
export const withDifferences = (document: JsonObject, differences: readonly Difference[]): JsonObject =>
  differences.reduce((state, { path, to }) => withValue(state, namesIn(path), to), document);
