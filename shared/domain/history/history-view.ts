import type { Caller } from '../access.ts';
import { seesConfidential, withoutConfidential } from '../asset/asset-view.ts';
import { type Difference, namesIn, shownDifference, withDifferences } from '../differences.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import type { HistoryFacet } from './item-version.ts';

/** One side of a difference as the caller may see it: undefined if nothing of it is left. */
const visible = (path: string, value: unknown): unknown => {
  const document: JsonObject = withoutConfidential(withDifferences({}, [{ path, to: value }]));
  return namesIn(path).reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), document);
};

/** Whether a difference is about how the item was merged, which is part of no answer (C1). The ids in it are those of today, and the version has the reason. */
const isInternal = ({ path }: Difference, facet: HistoryFacet): boolean => facet !== 'relations' && namesIn(path)[0] === 'merge';

/**
 * The differences that the caller may see. Fields that only Quiesce knows are left out. Prices, phone numbers and the like are left out for those who do not see them in the asset (X2): a
 * field of an object from the object, and a field of its own with its difference.
 */
export const differencesFor =
  (caller: Caller, facet: HistoryFacet) =>
  <Each extends Difference>(differences: readonly Each[]) =>
    differences.flatMap((difference) => {
      if (isInternal(difference, facet)) return [];
      if (facet !== 'asset' || seesConfidential(caller)) return [shownDifference(difference)];
      const { path, from, to } = difference;
      const [before, after] = [from, to].map((value) => (value === undefined ? undefined : visible(path, value)));
      return before === undefined && after === undefined ? [] : [shownDifference({ ...difference, from: before, to: after })];
    });
