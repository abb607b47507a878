import type { Difference } from '../differences.ts';
import { isTooDeep } from '../json-object.ts';
import { pointerTo } from '../schema-error.ts';
import { visibleText } from '../text.ts';
import { FreeForm } from '../values.ts';

/** A property of a resource that changed, as AWS Config says it. */
export interface ChangedProperty {
  readonly previousValue?: unknown;
  readonly updatedValue?: unknown;
}

/** Differences that are kept of a CI or of its resource. */
export interface Differences {
  /** The path is the name that AWS Config gives to a property, such as `/Configuration.InstanceType`, or that of an attribute of the CI. */
  readonly differences: readonly Difference[];
  /** Whether there are more differences, or whether they are not known. */
  readonly isIncomplete: boolean;
}

/** The most differences of one unauthorized change. Each has a few hundred characters, so that a page of a list stays small. */
export const mostDifferences = 40;
const longestName = 300;
const longestValue = 500;

/** Whether a value from outside can be stored as it is. */
export const isStorableValue = (value: unknown): boolean => !isTooDeep(value) && FreeForm().safeParse({ value }).success;

/** A value that can be stored, and is short: the value itself, or the beginning of its JSON, without half a character at its end. */
const shortValue = (value: unknown): unknown => {
  if (value == null) return undefined;
  const json = JSON.stringify(value);
  if (json.length <= longestValue && isStorableValue(value)) return value;
  return json.length <= longestValue ? json : `${json.slice(0, longestValue).toWellFormed()}…`;
};

/** A difference. AWS Config says `null` for what was not there, or is not there any more. */
const differenceOf = (path: string, from: unknown, to: unknown): Difference => ({
  path,
  ...(from == null ? {} : { from }),
  ...(to == null ? {} : { to }),
});

/** Differences in a form that can be kept: long values are cut, and those beyond the limit are left out. */
export const keptDifferences = (all: readonly Difference[]): Differences => ({
  differences: all.slice(0, mostDifferences).map(({ path, from, to }) => differenceOf(path, shortValue(from), shortValue(to))),
  isIncomplete: all.length > mostDifferences,
});

/**
 * The differences in changed properties, by the name of the property. A character of a name that nobody sees becomes a question mark. Those beyond
 * the limit are left out.
 */
export const propertyDifferences = (changed: Readonly<Record<string, ChangedProperty>>): Differences => {
  const named = Object.entries(changed).filter(([name]) => name !== '' && name.length <= longestName);
  const kept = named.toSorted(([one], [other]) => (one < other ? -1 : 1)).slice(0, mostDifferences);
  return {
    differences: kept.map(([name, { previousValue, updatedValue }]) =>
      differenceOf(pointerTo('', visibleText(name)), shortValue(previousValue), shortValue(updatedValue)),
    ),
    isIncomplete: kept.length < Object.keys(changed).length,
  };
};

/**
 * Earlier differences with later ones. Of a property that changed again, the first value and the last one are kept: they are the same if it was
 * changed back.
 */
export const laterDifferences = (earlier: Differences, later: Differences): Differences => {
  const newest = new Map(later.differences.map((one) => [one.path, one]));
  const known = new Set(earlier.differences.map(({ path }) => path));
  const all = [
    ...earlier.differences.map((one) => differenceOf(one.path, one.from, (newest.get(one.path) ?? one).to)),
    ...later.differences.filter(({ path }) => !known.has(path)),
  ];
  return {
    differences: all.slice(0, mostDifferences),
    isIncomplete: earlier.isIncomplete || later.isIncomplete || all.length > mostDifferences,
  };
};
