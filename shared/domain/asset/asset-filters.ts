import type { Asset } from './asset.ts';

/** What a list of assets is narrowed by. `owners`: ids of the person and the team that the filter may mean. */
export interface AssetFilters {
  readonly owners?: readonly string[] | undefined;
  readonly equal: Partial<Pick<Asset, 'vendor' | 'kind' | 'category' | 'status' | 'costCenter' | 'location' | 'serialNumber'>>;
}

const agrees = (asset: Asset, equal: AssetFilters['equal']): boolean =>
  Object.entries(equal).every(([name, wanted]) => wanted === undefined || asset[name as keyof AssetFilters['equal']] === wanted);

const isOwned = ({ owner }: Asset, owners: readonly string[]): boolean =>
  [owner?.person, owner?.team].some((id) => id !== undefined && owners.includes(id));

export const keepsAsset =
  ({ owners, equal }: AssetFilters) =>
  (asset: Asset): boolean =>
    agrees(asset, equal) && (owners === undefined || isOwned(asset, owners));
