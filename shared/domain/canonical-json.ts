import { isObject } from './json-object.ts';

/** A replacer for JSON.stringify that puts the members of all objects in one order. */
const inOneOrder = (_: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) : value;

/** JSON with the members of all objects in one order, so that equal values are equal texts. A member that is undefined is left out. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOneOrder);
