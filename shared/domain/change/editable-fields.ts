import type { ChangeFields } from './change-fields.ts';

/**
 * The fields that people may edit once a change is no longer a draft, and what such an edit means for the votes (H6). Approvers read all of
 * them, so each is a part of the digest.
 */
const editable = { title: 'keeps-votes', plan: 'asks-again', links: 'keeps-votes' } as const satisfies Partial<
  Record<keyof ChangeFields, 'keeps-votes' | 'asks-again'>
>;

type EditableField = keyof typeof editable;

/** The values of the fields that may be edited after the draft. */
export type EditableFields = Pick<ChangeFields, EditableField>;

/** The names of the fields that may be edited after the draft. */
export const editableAfterDraft = Object.keys(editable) as readonly EditableField[];

/** Whether the field may be edited after the draft. */
export const isEditable = (field: string): field is EditableField => Object.hasOwn(editable, field);

/** Whether an edit of the field after submission voids the votes and asks for approval again. */
export const asksAgain = (field: string): boolean => isEditable(field) && editable[field] === 'asks-again';

/** The fields that may be edited after the draft, from all fields of an edited change. */
export const editableFields = (fields: EditableFields): EditableFields =>
  Object.fromEntries(editableAfterDraft.map((name) => [name, fields[name]])) as EditableFields;
