import type { LooseHead } from '../../domain/history/history-repository.ts';
import { type ChainField, facetVersions, headOf } from '../../domain/history/item-version.ts';
import type { Origin } from '../../domain/history/origin.ts';
import type { Resource } from '../../domain/resource/define-resource.ts';
import type { RowType } from '../define-row.ts';
import type { RowWrite } from '../records.ts';
import { looseHeadRow, versionRow } from './history-rows.ts';

/** A facet before and after it is written. */
interface FacetChange<Facet> {
  readonly facet: 'asset' | 'ci';
  readonly before?: Facet | undefined;
  readonly after: Facet;
  readonly at: string;
}

/** Writes a facet and the version in its history (C6). The row of the facet keeps the end of the chain, so nothing more is read. */
export const facetWrites = <Facet extends Resource & ChainField>(
  rowType: Pick<RowType<Facet, never>, 'save'>,
  change: FacetChange<Facet>,
  origin: Origin,
): readonly RowWrite[] => {
  const versions = facetVersions(change, origin);
  return [rowType.save({ ...change.after, chain: headOf(versions[0]) }), ...versions.map(versionRow.add)];
};

/** Writes the version that a facet ends with when it is deleted, and the end of its chain, which no facet has any more. */
export const deletionWrites = (
  change: { readonly facet: 'asset' | 'ci'; readonly before: Resource & ChainField; readonly at: string },
  origin: Origin,
  loose: LooseHead | undefined,
): readonly RowWrite[] => {
  const versions = facetVersions(change, origin);
  const end: LooseHead = { item: change.before.id, facet: change.facet, version: (loose?.version ?? 0) + 1, head: headOf(versions[0]) };
  return [looseHeadRow.save(end), ...versions.map(versionRow.add)];
};
