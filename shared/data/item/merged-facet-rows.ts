import * as z from 'zod';
import { type Facet, Merge } from '../../domain/item/merge.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Key, Records, Row } from '../records.ts';

/** The place of a facet that an item has under its other id. */
interface MergedFacet {
  readonly id: string;
  readonly facet: Facet;
  readonly merge: Merge;
  readonly version: 1;
}

const MergedFacetRow = lazily(() => z.strictObject({ id: Id(), facet: z.enum(['asset', 'ci']), merge: Merge(), version: z.literal(1) }));

/** The key of a facet of an item. */
const facetKey = (id: string, facet: Facet): Key => ({ pk: key('ITEM', id), sk: key('', facet) });

/**
 * ITEM#<id> | #asset, #ci   where a merged item has the facet that it does not have here (C1). It is in the place of the facet, so that the
 * facet is found without a further read of other items, and so that no second one can be added
 */
export const mergedFacetRow = defineRow<MergedFacet, Pick<MergedFacet, 'id' | 'facet'>>({
  type: 'MergedFacet',
  schema: MergedFacetRow,
  primary: ({ id, facet }) => facetKey(id, facet),
});

/** A row of a facet, and the id by which it was asked for. */
export interface FoundFacet {
  readonly asked: string;
  readonly row: Row;
}

const idIn = ({ pk }: Key): string => pk.split('#')[1] ?? '';

/**
 * The facets in these rows, which were read by their keys. A row that says that the facet is stored under the other id is replaced by that
 * facet, by one more read for all of them; it is left out if the facet was deleted. One that cannot be parsed stays as it is.
 */
export const followMerges = async (
  records: Pick<Records, 'readMany' | 'unreadable'>,
  rows: readonly Row[],
): Promise<readonly FoundFacet[]> => {
  if (!rows.some(mergedFacetRow.is)) return rows.map((row) => ({ asked: idIn(row), row }));
  const placeOf = (row: Row): Key | undefined => {
    const [link] = mergedFacetRow.is(row) ? readRows(records, mergedFacetRow, [row]) : [];
    return link && facetKey(link.merge[link.facet], link.facet);
  };
  const places = rows.map(placeOf);
  const text = ({ pk, sk }: Key): string => `${pk} ${sk}`;
  const wanted = new Map(places.flatMap((place) => (place ? [[text(place), place] as const] : [])));
  const read = new Map((await records.readMany([...wanted.values()])).map((row) => [text(row), row]));
  return rows.flatMap((row, at) => {
    const place = places[at];
    const found = place ? read.get(text(place)) : row;
    return found ? [{ asked: idIn(row), row: found }] : [];
  });
};
