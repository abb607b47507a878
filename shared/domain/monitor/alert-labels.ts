import { isObject, type JsonObject } from '../json-object.ts';
import type { AlertLabels } from './received-alert.ts';

/** The members of a value that a monitor sent. Anything else than an object has none. */
export const membersOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** A value of a label as text: numbers and other values are written as in JSON. */
export const labelText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Whether no row can store a member of this name: it would change the prototype of an object. */
export const isUnstorableName = (name: string): boolean => name === '__proto__';

/** Whether labels or annotations have a member that cannot be stored. */
export const hasUnstorableName = (value: unknown): boolean => Object.keys(membersOf(value)).some(isUnstorableName);

/** Why an alert is stored, but its message refused. The alert itself is not lost. */
export const unstorableReason =
  'a label, annotation or dimension named __proto__ cannot be stored; the alert is stored without it: rename it';

/** Annotations as text. Entries without a name or a value carry no information and are left out. */
export const annotationsIn = (value: unknown): AlertLabels =>
  Object.fromEntries(
    Object.entries(membersOf(value)).flatMap(([name, each]) =>
      name === '' || isUnstorableName(name) || each === null || each === undefined ? [] : [[name, labelText(each)]],
    ),
  );

/** Labels as text. As in Alertmanager, a label whose value is empty is the same as no label. */
export const labelsIn = (value: unknown): AlertLabels =>
  Object.fromEntries(Object.entries(annotationsIn(value)).filter(([, text]) => text !== ''));
