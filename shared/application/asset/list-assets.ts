import type { Asset } from '../../domain/asset/asset.ts';
import { type AssetFilters, assetFilterPostings, hasAssetPostings } from '../../domain/asset/asset-postings.ts';
import { assetTagOf, isPlaceholder, serialNumberOf } from '../../domain/asset/asset-uniques.ts';
import { isUnusedSince } from '../../domain/asset/asset-use.ts';
import { invalid } from '../../domain/errors.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import type { Unique } from '../../domain/resource/define-resource.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { isId } from '../../domain/values.ts';
import { findByReference } from '../item/resolve-item.ts';
import type { AssetContext } from './asset-context.ts';

/** The filters of a request. Owners and holders are given by reference. */
interface AssetQuery extends Omit<AssetFilters, 'assignedTo'> {
  readonly assignedTo?: string | undefined;
  readonly assetTag?: string | undefined;
  /** Only assets that were not used since this day. */
  readonly unusedSince?: string | undefined;
}

type ListContext = Pick<AssetContext, 'assets' | 'references' | 'people' | 'teams'>;

/** The first of these lookups that finds an id. */
const firstFound = async (lookups: readonly (() => Promise<string | undefined>)[]): Promise<string | undefined> => {
  for (const lookup of lookups) {
    const found = await lookup();
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The id of the person or the team that the owner filter names. @throws DomainError invalid `owner/unknown` */
const ownerOf = async ({ people, teams }: ListContext, reference: string): Promise<string> => {
  const found = isId(reference)
    ? await firstFound([async () => (await people.find(reference))?.id, async () => (await teams.find(reference))?.id])
    : await firstFound([
        () => people.ownerOf({ scheme: 'email', value: reference }),
        () => teams.ownerOf({ scheme: 'name', value: reference }),
      ]);
  if (found !== undefined) return found;
  throw invalid(
    '/query/owner',
    'owner/unknown',
    `no person and no team is ${reference}; send an id, the e-mail address of a person or the name of a team`,
  );
};

/** The ids of the person or the item that has assets. A merged item has two. @throws DomainError invalid `holder/unknown` */
const holderOf = async ({ people, references }: ListContext, reference: string): Promise<readonly [string, ...string[]]> => {
  const person = isId(reference) ? (await people.find(reference))?.id : await people.ownerOf({ scheme: 'email', value: reference });
  if (person !== undefined) return [person];
  const found = isId(reference) ? reference : await findByReference({ references }, reference);
  const item = found === undefined ? undefined : await references.find(found);
  if (item) return idsOfFacet(item);
  throw invalid(
    '/query/assignedTo',
    'holder/unknown',
    `no person and no item is ${reference}; send an id, the e-mail address of a person or a reference to an item`,
  );
};

/** A unique value in the query, if there is one. Then one asset is read instead of a list (T4). */
const uniqueIn = ({ assetTag, vendor, serialNumber }: AssetQuery): Unique | undefined => {
  if (assetTag !== undefined) return assetTagOf(assetTag);
  return vendor !== undefined && serialNumber !== undefined && !isPlaceholder(serialNumber)
    ? serialNumberOf(vendor, serialNumber)
    : undefined;
};

/**
 * Lists the assets that match the query, in order of creation (T11).
 * @throws DomainError invalid `owner/unknown`, `holder/unknown`
 */
export const listAssets =
  (context: ListContext) =>
  async (query: AssetQuery, request: PageRequest): Promise<Page<Asset>> => {
    const { assets, references } = context;
    const { assetTag, owner, assignedTo, unusedSince, ...equal } = query;
    const filters: AssetFilters = {
      ...equal,
      owner: owner === undefined ? undefined : await ownerOf(context, owner),
      assignedTo: assignedTo === undefined ? undefined : await holderOf(context, assignedTo),
    };
    const unique = uniqueIn(query);
    const keep = (asset: Asset) => unusedSince === undefined || isUnusedSince(asset, unusedSince);
    if (!unique) return assets.page(request, assetFilterPostings(filters), keep);
    const found = await references.assetOf(unique);
    const asset = found && (await assets.find(found.item));
    // The unique value has been compared by its guard row, which ignores case. It is left out of the exact comparison.
    const others = assetTag === undefined ? { ...filters, vendor: undefined, serialNumber: undefined } : filters;
    return { items: asset && hasAssetPostings(asset, assetFilterPostings(others)) && keep(asset) ? [asset] : [] };
  };
