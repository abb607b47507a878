import type { Asset } from '../../domain/asset/asset.ts';
import { type AssetFilters, keepsAsset } from '../../domain/asset/asset-filters.ts';
import { assetTagOf, isPlaceholder, serialNumberOf } from '../../domain/asset/asset-uniques.ts';
import { invalid } from '../../domain/errors.ts';
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

/** The ids of the person and the team that the owner filter may refer to; @throws DomainError invalid `owner/unknown` if neither exists */
const ownersOf = async ({ people, teams }: ListContext, reference: string): Promise<readonly string[]> => {
  const found = isId(reference)
    ? (await Promise.all([people.find(reference), teams.find(reference)])).map((owner) => owner?.id)
    : await Promise.all([people.ownerOf({ scheme: 'email', value: reference }), teams.ownerOf({ scheme: 'name', value: reference })]);
  const owners = found.filter((id) => id !== undefined);
  if (owners.length > 0) return owners;
  throw invalid(
    '/query/owner',
    'owner/unknown',
    `no person and no team is ${reference}; send an id, the e-mail address of a person or the name of a team`,
  );
};

/** A unique value in the query, if there is one. Then one asset is read instead of a list (T4). */
const uniqueIn = ({ assetTag, equal: { vendor, serialNumber } }: AssetQuery): Unique | undefined => {
  if (assetTag !== undefined) return assetTagOf(assetTag);
  return vendor !== undefined && serialNumber !== undefined && !isPlaceholder(serialNumber)
    ? serialNumberOf(vendor, serialNumber)
    : undefined;
};

/** Lists the assets that match the query, in order of creation. */
export const listAssets =
  (context: ListContext) =>
  async (query: AssetQuery, request: PageRequest): Promise<Page<Asset>> => {
    const { assets, references } = context;
    const owners = query.owner === undefined ? undefined : await ownersOf(context, query.owner);
    const keep = keepsAsset({ owners, equal: query.equal });
    const unique = uniqueIn(query);
    if (!unique) return assets.page(request, keep);
    const found = await references.assetOf(unique);
    const asset = found && (await assets.find(found.item));
    // The unique value has been compared by its guard row, which ignores case. It is left out of the exact comparison.
    const keepsFound = keepsAsset({
      owners,
      equal: { ...query.equal, ...(query.assetTag === undefined ? { vendor: undefined, serialNumber: undefined } : {}) },
    });
    return { items: asset && keepsFound(asset) ? [asset] : [] };
  };
