import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

/** The parts of an item that are registered (C1). */
export type Facet = 'asset' | 'ci';

/**
 * How two registrations of one thing were joined (C1). `item` is the id of the item that stays. `asset` and `ci` are the ids under which
 * the facets were registered; one of them is that of the item. Each facet keeps its rows under its own id, so nothing is moved and no
 * reference to either id changes. `at`: when they were joined.
 */
export const Merge = lazily(() => z.strictObject({ item: Id(), asset: Id(), ci: Id(), at: StoredTime() }));
export type Merge = Readonly<Shape<typeof Merge>>;

/** What a facet knows of the merge of its item. It is stored with the facet and is part of no answer. */
export interface MergeField {
  /** Absent if the item was registered once only. */
  readonly merge?: Merge | undefined;
}

/** A facet, as far as its ids go. */
type FacetIds = MergeField & { readonly id: string };

/** The facets of an item, as far as their ids go. */
interface ItemIds {
  readonly id: string;
  readonly asset?: FacetIds | undefined;
  readonly ci?: FacetIds | undefined;
}

/** The id of the item that a facet belongs to. */
export const itemIdOf = ({ id, merge }: FacetIds): string => merge?.item ?? id;

/** The id by which others refer to an item: that of its CI facet, whose relations and windows lie under it. */
export const referenceIn = (id: string, merge: Merge | undefined): string => merge?.ci ?? id;

/** All ids of a facet's item: one, or both of a merged item. */
export const idsOfFacet = ({ id, merge }: FacetIds): readonly [string, ...string[]] => (merge ? [merge.ci, merge.asset] : [id]);

const mergeOf = ({ asset, ci }: ItemIds): Merge | undefined => asset?.merge ?? ci?.merge;

/** All ids of an item: one, or both of a merged item. */
export const idsOfItem = (item: ItemIds): readonly [string, ...string[]] => idsOfFacet({ id: item.id, merge: mergeOf(item) });

/** The id under which a facet of an item is stored, or would be if it were added. */
export const facetIdOf = (item: ItemIds, facet: Facet): string => mergeOf(item)?.[facet] ?? item.id;

/** What a new facet of an item knows of its merge. */
export const mergeFieldOf = (item: ItemIds): MergeField => {
  const merge = mergeOf(item);
  return merge ? { merge } : {};
};

/** Items or facets by each of their ids. */
export const byEachId = <One>(found: readonly One[], idsOf: (one: One) => readonly string[]): ReadonlyMap<string, One> =>
  new Map(found.flatMap((one) => idsOf(one).map((id) => [id, one] as const)));
