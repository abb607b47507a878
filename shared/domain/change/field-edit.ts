import * as z from 'zod';
import { DomainError } from '../errors.ts';
import type { Event } from '../event/event.ts';
import { isObject } from '../json-object.ts';
import { lazily, type Shape } from '../lazily.ts';

/** What a field said before and after an edit. A field without a value is null. */
export const FieldEdit = lazily(() => z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() }));
export type FieldEdit = Shape<typeof FieldEdit>;

const orNull = (value: unknown): unknown => value ?? null;

/** A value as text in which the order of an object's members does not count. */
const textOf = (value: unknown): string =>
  JSON.stringify(orNull(value), (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner,
  );

/** The fields in which two objects differ, with both values. */
export const fieldEdits = (
  names: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly FieldEdit[] =>
  names
    .filter((field) => textOf(before[field]) !== textOf(after[field]))
    .map((field) => ({ field, before: orNull(before[field]), after: orNull(after[field]) }));

/** The largest part of an edit that one event keeps, in bytes. An event on the bus may have 256 kB. */
const partLimit = 120 * 1_024;

const bytesOf = (edits: readonly FieldEdit[]): number => Buffer.byteLength(JSON.stringify(edits));

/**
 * Splits an edit into parts that each fit into one event.
 * @throws DomainError too-large `change/edit-too-large` if one field does not fit
 */
export const partsOfEdit = (edits: readonly FieldEdit[]): readonly (readonly FieldEdit[])[] => {
  const large = edits.find((edit) => bytesOf([edit]) > partLimit);
  if (large) {
    const { field } = large;
    const detail = `the old and the new ${field} have more than ${partLimit} bytes together: replace it in two smaller steps`;
    throw new DomainError('too-large', 'change/edit-too-large', detail, {
      errors: [{ pointer: `/${field}`, code: 'change/edit-too-large', detail }],
    });
  }
  const parts: FieldEdit[][] = [];
  for (const edit of edits) {
    const last = parts.at(-1);
    if (last && bytesOf([...last, edit]) <= partLimit) last.push(edit);
    else parts.push([edit]);
  }
  return parts;
};

/** The part of a `ChangeEdited` body that says what changed. `digest` is that of what approvers decide on, before and after the edit. */
const EditBody = lazily(() => z.object({ edits: z.array(FieldEdit()), digest: z.strictObject({ before: z.string(), after: z.string() }) }));

/** The first value and the last value of each field that the edits changed for good. */
const netEdits = (edits: readonly FieldEdit[]): readonly FieldEdit[] => {
  const net = new Map<string, FieldEdit>();
  for (const edit of edits) net.set(edit.field, { ...edit, before: (net.get(edit.field) ?? edit).before });
  return [...net.values()].filter(({ before, after }) => textOf(before) !== textOf(after));
};

/** What was edited since a point in time, or since the change had this digest. `events`: all events of the change, oldest first. */
export const editsSince = (
  events: readonly Event[],
  since: { readonly time: string } | { readonly digest: string },
): readonly FieldEdit[] => {
  const found = events.flatMap(({ name, time, body }) => {
    const parsed = name === 'ChangeEdited' ? EditBody().safeParse(body) : undefined;
    return parsed?.success ? [{ time, ...parsed.data }] : [];
  });
  const from =
    'digest' in since ? found.findIndex(({ digest }) => digest.before === since.digest) : found.findIndex(({ time }) => time > since.time);
  return from < 0 ? [] : netEdits(found.slice(from).flatMap(({ edits }) => edits));
};
