import type { Asset } from '../../domain/asset/asset.ts';
import { type AssetFilters, keepsAsset } from '../../domain/asset/asset-filters.ts';
import { assetTagOf, serialNumberOf } from '../../domain/asset/asset-uniques.ts';
import type { Unique } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { isId } from '../../domain/values.ts';
import type { AssetContext } from './asset-context.ts';

interface AssetQuery {
  readonly owner?: string | undefined;
  readonly assetTag?: string | undefined;
  readonly equal: AssetFilters['equal'];
}

type ListContext = Pick<AssetContext, 'assets' | 'references' | 'people' | 'teams'>;

/** Ids of the person and the team that a filter may mean; none where nobody is called so. */
const ownersOf = async ({ people, teams }: ListContext, reference: string): Promise<readonly string[]> => {
  if (isId(reference)) return [reference];
  const found = await Promise.all([
    people.ownerOf({ scheme: 'email', value: reference }),
    teams.ownerOf({ scheme: 'name', value: reference }),
  ]);
  return found.filter((id) => id !== undefined);
};

/** A value that one asset only can have, if the query names one: then that row is read and no list (T4). */
const uniqueIn = ({ assetTag, equal: { vendor, serialNumber } }: AssetQuery): Unique | undefined => {
  if (assetTag !== undefined) return assetTagOf(assetTag);
  return vendor !== undefined && serialNumber !== undefined ? serialNumberOf(vendor, serialNumber) : undefined;
};

/** Assets in the order made, narrowed by what the query says. */
export const listAssets =
  (context: ListContext) =>
  async (query: AssetQuery, request: PageRequest): Promise<Page<Asset>> => {
    const { assets, references } = context;
    const owners = query.owner === undefined ? undefined : await ownersOf(context, query.owner);
    const keep = keepsAsset({ owners, equal: query.equal });
    const unique = uniqueIn(query);
    if (!unique) return assets.page(request, keep);
    const id = await references.assetOf(unique);
    const asset = id === undefined ? undefined : await assets.find(id);
    // The value that led here is compared by its guard, which knows no case.
    const rest = keepsAsset({
      owners,
      equal: { ...query.equal, ...(query.assetTag === undefined ? { vendor: undefined, serialNumber: undefined } : {}) },
    });
    return { items: asset && rest(asset) ? [asset] : [] };
  };
