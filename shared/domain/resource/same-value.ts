import type { JsonObject } from '../json-object.ts';
import { mergePatch } from './merge-patch.ts';

const hasMembers = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

/** Whether two values of JSON are equal. The order of members does not count, and a member that is undefined counts as absent. */
export const isSameValue = (one: unknown, other: unknown): boolean => {
  if (!hasMembers(one) || !hasMembers(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => isSameValue(own(one, name), own(other, name)));
};

const own = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/** Whether two states of a resource have the same content: they differ at most in their version and in the time of the last update. */
export const hasSameContent = (next: object, before: object): boolean => {
  const stamps = { version: undefined, updatedAt: undefined };
  return isSameValue({ ...next, ...stamps }, { ...before, ...stamps });
};

/** The members of a merge patch that would change the resource. To send a field back as it was read is no edit. */
export const changedPart = (before: object, patch: object): JsonObject => {
  const after = mergePatch(before, patch) as JsonObject;
  return Object.fromEntries(Object.entries(patch).filter(([name]) => !isSameValue(own(after, name), own(before as JsonObject, name))));
};
