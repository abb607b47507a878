import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';

/** What a list of assets is narrowed by. `owners`: ids of the person and the team that the filter may mean. */
export interface AssetFilters {
  readonly owners?: readonly string[] | undefined;
  readonly equal: Partial<Pick<Asset, 'vendor' | 'kind' | 'category' | 'status' | 'costCenter' | 'location' | 'serialNumber'>>;
}

/** What a list of CIs is narrowed by. */
export interface ConfigurationItemFilters {
  readonly equal: Partial<Pick<ConfigurationItem, 'class' | 'environment' | 'criticality' | 'stage' | 'ownerTeam'>>;
  /** A label that must be there, with this value if one is given. */
  readonly label?: { readonly name: string; readonly value: string | undefined } | undefined;
}

const agrees = (entity: object, equal: object): boolean =>
  Object.entries(equal).every(([name, wanted]) => wanted === undefined || (entity as Record<string, unknown>)[name] === wanted);

const isOwned = ({ owner }: Asset, owners: readonly string[]): boolean =>
  [owner?.person, owner?.team].some((id) => id !== undefined && owners.includes(id));

export const keepsAsset =
  ({ owners, equal }: AssetFilters) =>
  (asset: Asset): boolean =>
    agrees(asset, equal) && (owners === undefined || isOwned(asset, owners));

export const keepsConfigurationItem =
  ({ equal, label }: ConfigurationItemFilters) =>
  (ci: ConfigurationItem): boolean =>
    agrees(ci, equal) &&
    (label === undefined || (Object.hasOwn(ci.labels, label.name) && (label.value === undefined || ci.labels[label.name] === label.value)));

/** `app=orders`, or `app` alone; the name ends at the first `=`. */
export const labelFilter = (text: string): { readonly name: string; readonly value: string | undefined } => {
  const end = text.indexOf('=');
  return end < 0 ? { name: text, value: undefined } : { name: text.slice(0, end), value: text.slice(end + 1) };
};
