import type * as z from 'zod';
import { DomainError, type FieldError } from './errors.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { isSameValue } from './resource/same-value.ts';
import { pointerTo } from './schema-error.ts';
import { fieldNamesAt } from './schema-words.ts';

type Path = readonly PropertyKey[];

const own = (value: JsonObject, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);

/** The objects at a path. The entries of a list may have been sent in another order, so each of them counts. */
const objectsAt = (representation: unknown, path: Path): readonly JsonObject[] =>
  path
    .reduce<readonly unknown[]>(
      (found, part) => {
        if (typeof part === 'number') return found.flatMap((value) => (Array.isArray(value) ? value : []));
        return found.flatMap((value) => (isObject(value) ? [own(value, String(part))] : []));
      },
      [representation],
    )
    .filter(isObject);

/** The object of the patch at a path, with the very entry of a list. */
const sentAt = (patch: unknown, path: Path): JsonObject => {
  const found = path.reduce<unknown>((value, part) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part], patch);
  return isObject(found) ? found : {};
};

/** A copy of a JSON value without some members of the object at a path. */
const without = (value: unknown, path: Path, names: readonly string[]): unknown => {
  const [part, ...rest] = path;
  if (Array.isArray(value)) return value.map((inner, place) => (place === part ? without(inner, rest, names) : inner));
  if (!isObject(value)) return value;
  if (part === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === part ? without(inner, rest, names) : inner]));
};

/** The fields of a patch that it may not have, but that the representation of the resource has: they cannot be changed. */
export const readOnlyFields = (issues: readonly z.core.$ZodIssue[], view: z.ZodType | undefined) =>
  issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const shown = fieldNamesAt(view, issue.path);
    const names = issue.keys.filter((name) => shown.includes(name));
    return names.length === 0 ? [] : [{ path: issue.path, names }];
  });

const changedField = (path: Path, name: string, present: unknown): FieldError => {
  const shown = JSON.stringify(present)?.slice(0, 100);
  const asItIs = shown === undefined ? '' : `, or send it back as it is: ${shown}`;
  return { pointer: pointerTo('', ...path, name), code: 'read-only', detail: `cannot be changed by this request; leave it out${asItIs}` };
};

/**
 * A patch without the fields that cannot be changed and that were sent back as the representation shows them, which is no edit (I2).
 * @throws DomainError invalid `body/invalid` with a pointer to each that differs
 */
export const withoutSentBack = (patch: unknown, fields: ReturnType<typeof readOnlyFields>, representation: unknown): unknown => {
  const errors = fields.flatMap(({ path, names }) => {
    const sent = sentAt(patch, path);
    const shown = objectsAt(representation, path);
    const isShown = (name: string, value: unknown) => isSameValue(own(sent, name) ?? undefined, value ?? undefined);
    if (shown.some((object) => names.every((name) => isShown(name, own(object, name))))) return [];
    const [closest] = shown;
    return names
      .filter((name) => !isShown(name, own(closest ?? {}, name)))
      .map((name) => changedField(path, name, own(closest ?? {}, name)));
  });
  const [first] = errors;
  if (first) throw new DomainError('invalid', 'body/invalid', `${first.pointer}: ${first.detail}`, { errors });
  return fields.reduce((rest, { path, names }) => without(rest, path, names), patch);
};
