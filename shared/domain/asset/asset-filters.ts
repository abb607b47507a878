import type { Asset } from './asset.ts';

/**
 * Filters of a list of assets. `owners`: ids of people and teams; an asset matches if it is owned by one of them. A reference to an owner
 * may name a person or a team, so the filter holds both ids.
 */
export interface AssetFilters {
  readonly owners?: readonly string[] | undefined;
  readonly equal: Partial<Pick<Asset, 'vendor' | 'kind' | 'category' | 'status' | 'costCenter' | 'location' | 'serialNumber'>>;
}

const hasEqualFields = (asset: Asset, equal: AssetFilters['equal']): boolean =>
  Object.entries(equal).every(([name, wanted]) => wanted === undefined || asset[name as keyof AssetFilters['equal']] === wanted);

const isOwned = ({ owner }: Asset, owners: readonly string[]): boolean =>
  [owner?.person, owner?.team].some((id) => id !== undefined && owners.includes(id));

/** A predicate that holds for the assets that match the filters. */
export const keepsAsset =
  ({ owners, equal }: AssetFilters) =>
  (asset: Asset): boolean =>
    hasEqualFields(asset, equal) && (owners === undefined || isOwned(asset, owners));
