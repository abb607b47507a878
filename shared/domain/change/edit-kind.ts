import type { Instant } from '../clock.ts';
import { durationMillis } from '../values.ts';
import type { Change } from './change.ts';
import type { RequestedTimes } from './change-core.ts';
import type { ChangeFields } from './change-fields.ts';
import { hasBegun } from './change-guards.ts';
import { isExtending } from './extension.ts';
import type { FieldEdit } from './field-edit.ts';
import { hasOffer, lengthOf, requestedTimes } from './window-offer.ts';

/**
 * What an edit of a submitted change means for its votes (H6), from the weakest to the strongest. `cosmetic`: the votes count on. `people`:
 * the votes of the people that the field names now are void. `narrowing`: less is done than was approved, so the votes count on.
 * `material`: all votes are void, the window is withdrawn, and approval is asked for again. `fixed`: not possible after the draft.
 */
export const editKinds = ['cosmetic', 'people', 'narrowing', 'material', 'fixed'] as const;
export type EditKind = (typeof editKinds)[number];

/** The fields of a change that an edit may set. */
export type EditedFields = Omit<ChangeFields, 'items'> & Pick<Change, 'items'>;

const strongest = (kinds: readonly EditKind[]): EditKind =>
  kinds.reduce((one, other) => (editKinds.indexOf(other) > editKinds.indexOf(one) ? other : one), 'cosmetic');

const narrowingIf = (isNarrower: boolean): EditKind => (isNarrower ? 'narrowing' : 'material');

/** How much of a window the SLA excludes, in milliseconds. */
const agreedLength = (window: RequestedTimes): number =>
  window.agreedDowntime === undefined ? lengthOf(window) : durationMillis(window.agreedDowntime);

/** Whether a window lies within another one. Two windows of a length do if the length is not longer. Other pairs are not compared. */
const isWithin = (inner: RequestedTimes, outer: RequestedTimes): boolean => {
  if (inner.length !== undefined && outer.length !== undefined) return lengthOf(inner) <= lengthOf(outer);
  const { start: from, end: to } = outer;
  if (!inner.start || !inner.end || !from || !to) return false;
  return inner.start >= from && inner.start < to && inner.end <= to && inner.end > from;
};

/** Judges a field of the window. Only a field that differs is judged. */
const windowKinds: Readonly<Record<keyof RequestedTimes, (before: RequestedTimes, after: RequestedTimes) => EditKind>> = {
  start: (before, after) => narrowingIf(isWithin(after, before)),
  end: (before, after) => narrowingIf(isWithin(after, before)),
  length: (before, after) => narrowingIf(isWithin(after, before)),
  mode: () => 'material',
  agreedDowntime: (before, after) => narrowingIf(agreedLength(after) <= agreedLength(before)),
  suppress: () => 'material',
  // Other relations may reach other items, so the scope is computed and approved again, also if the relations are fewer.
  dependants: () => 'material',
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const windowKind = (before: RequestedTimes | undefined, after: RequestedTimes | undefined): EditKind => {
  if (!before || !after) return 'material';
  const fields = Object.keys(windowKinds) as (keyof RequestedTimes)[];
  return strongest(fields.filter((field) => !isSame(before[field], after[field])).map((field) => windowKinds[field](before, after)));
};

/** Judges a field of a change, where its name alone does not say what an edit of it means. */
type Judge = (before: Change, after: EditedFields) => EditKind;

/** What an edit of each field means. A new field of a change has to be judged here. */
const fieldKinds: Readonly<Record<keyof ChangeFields, EditKind | Judge>> = {
  type: 'fixed',
  title: 'cosmetic',
  plan: 'material',
  links: 'cosmetic',
  reason: 'cosmetic',
  items: (before, after) => narrowingIf(after.items.every((item) => before.items.includes(item))),
  testPlan: 'material',
  backOutPlan: 'material',
  implementer: 'people',
  onBehalfOf: 'people',
  window: (before, after) => windowKind(requestedTimes(before), after.window),
  externalReference: 'cosmetic',
  template: 'fixed',
};

const isField = (name: string): name is keyof ChangeFields => Object.hasOwn(fieldKinds, name);

/** The names of the fields that may be edited in every status in which a change may be edited. */
export const cosmeticFields = Object.keys(fieldKinds).filter((name) => isField(name) && fieldKinds[name] === 'cosmetic');

/** Whether the field may be edited in every status in which a change may be edited. */
export const isCosmetic = (field: string): boolean => cosmeticFields.includes(field);

/** Whether the field may be edited only in a draft. */
export const isFixed = (field: string): boolean => !isField(field) || fieldKinds[field] === 'fixed';

/**
 * A window that has begun cannot begin later: what was suppressed stays so. Then another start is a new window. One of a length begins only
 * when its work starts.
 */
const movesBegunStart = (before: Change, after: EditedFields, now: Instant): boolean =>
  !hasOffer(before) && hasBegun(before, now) && before.window?.start !== after.window?.start;

/** What the edits of a submitted change mean: the strongest of the kinds of the fields that differ (H6). */
export const kindOfEdit = (before: Change, after: EditedFields, edits: readonly Pick<FieldEdit, 'field'>[], now: Instant): EditKind => {
  if (movesBegunStart(before, after, now)) return 'material';
  const kinds = edits.map(({ field }) => {
    const kind = isField(field) ? fieldKinds[field] : 'fixed';
    return typeof kind === 'function' ? kind(before, after) : kind;
  });
  // Fewer votes and a narrower window at the same time are a new revision. So is either of them while an extension is asked for.
  const isMixed = kinds.includes('people') && kinds.includes('narrowing');
  const isWhileExtending = isExtending(before) && !kinds.every((kind) => kind === 'cosmetic');
  return isMixed || isWhileExtending ? strongest(['material', ...kinds]) : strongest(kinds);
};
