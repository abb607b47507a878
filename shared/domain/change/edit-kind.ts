import { type Instant, millis } from '../clock.ts';
import { durationMillis } from '../values.ts';
import type { Change, ChangeWindow } from './change.ts';
import type { ChangeFields } from './change-fields.ts';
import { hasBegun } from './change-guards.ts';
import { isExtending } from './extension.ts';
import type { FieldEdit } from './field-edit.ts';

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
const agreedLength = ({ start, end, agreedDowntime }: ChangeWindow): number =>
  agreedDowntime === undefined ? millis(end) - millis(start) : durationMillis(agreedDowntime);

/** Judges a field of the window. Only a field that differs is judged. */
const windowKinds: Readonly<Record<keyof ChangeWindow, (before: ChangeWindow, after: ChangeWindow) => EditKind>> = {
  start: (before, after) => narrowingIf(after.start >= before.start && after.start < before.end),
  end: (before, after) => narrowingIf(after.end <= before.end && after.end > before.start),
  mode: () => 'material',
  agreedDowntime: (before, after) => narrowingIf(agreedLength(after) <= agreedLength(before)),
  suppress: () => 'material',
  // Other relations may reach other items, so the scope is computed and approved again, also if the relations are fewer.
  dependants: () => 'material',
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const windowKind = (before: ChangeWindow | undefined, after: ChangeWindow | undefined): EditKind => {
  if (!before || !after) return 'material';
  const fields = Object.keys(windowKinds) as (keyof ChangeWindow)[];
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
  window: (before, after) => windowKind(before.window, after.window),
  externalReference: 'cosmetic',
};

const isField = (name: string): name is keyof ChangeFields => Object.hasOwn(fieldKinds, name);

/** The names of the fields that may be edited in every status in which a change may be edited. */
export const cosmeticFields = Object.keys(fieldKinds).filter((name) => isField(name) && fieldKinds[name] === 'cosmetic');

/** Whether the field may be edited in every status in which a change may be edited. */
export const isCosmetic = (field: string): boolean => cosmeticFields.includes(field);

/** Whether the field may be edited only in a draft. */
export const isFixed = (field: string): boolean => !isField(field) || fieldKinds[field] === 'fixed';

/** A window that has begun cannot begin later: what was suppressed stays so. Then another start is a new window. */
const movesBegunStart = (before: Change, after: EditedFields, now: Instant): boolean =>
  hasBegun(before, now) && before.window?.start !== after.window?.start;

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
