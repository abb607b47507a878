import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assetFor } from '../../domain/asset/asset-view.ts';
import { warningsOf } from '../../domain/asset/asset-warnings.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { Subject } from '../../domain/event/event.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import { type Names, type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** The facets of an item, or one of them. */
interface Facets {
  readonly asset?: Asset;
  readonly ci?: ConfigurationItem;
}

/** Everything that the facets name by id. */
export const referencesInFacets = ({ asset, ci }: Facets): readonly Subject[] => [
  ...referencesTo('person', [asset?.owner?.person, asset?.assignment?.person]),
  ...referencesTo('team', [asset?.owner?.team, ci?.ownerTeam]),
  ...referencesTo('contact-group', ci?.contactGroups.map(({ group }) => group) ?? []),
  ...referencesTo('item', [asset?.partOf, asset?.assignment?.item]),
];

/** Only callers who see a field are warned of it. */
const warningsIn = (asset: Asset) => {
  const warnings = warningsOf(asset);
  return warnings.length === 0 ? {} : { warnings };
};

/** An asset under the id of its item, with the names of its owner and of the item that it is a part of, as far as the caller may see it. */
export const namedAsset = (asset: Asset, names: Names, caller: Caller) => ({
  ...assetFor(caller, { ...asset, id: itemIdOf(asset) }),
  ownerNames: asset.owner && { person: names.of(asset.owner.person), team: names.of(asset.owner.team) },
  ...(asset.partOf === undefined ? {} : { partOf: names.item(asset.partOf) }),
  partOfName: names.of(asset.partOf),
  ...(asset.assignment ? { assignmentNames: { person: names.of(asset.assignment.person), item: names.of(asset.assignment.item) } } : {}),
  ...warningsIn(assetFor(caller, asset)),
});

/** A CI under the id of its item, with the names of its owner team and its contact groups. */
export const namedConfigurationItem = ({ chain, merge, ...ci }: ConfigurationItem, names: Names) => ({
  ...ci,
  id: itemIdOf({ id: ci.id, merge }),
  ownerTeamName: names.of(ci.ownerTeam),
  contactGroupNames: names.list(
    'group',
    ci.contactGroups.map(({ group }) => group),
  ),
});

/** Assets as the API answers them. All names are read together. */
export const showAssets = (context: NamesContext) => async (assets: readonly Asset[], caller: Caller) => {
  const names = await namesOf(context)(assets.flatMap((asset) => referencesInFacets({ asset })));
  return assets.map((asset) => namedAsset(asset, names, caller));
};

/** CIs as the API answers them. All names are read together. */
export const showConfigurationItems = (context: NamesContext) => async (cis: readonly ConfigurationItem[]) => {
  const names = await namesOf(context)(cis.flatMap((ci) => referencesInFacets({ ci })));
  return cis.map((ci) => namedConfigurationItem(ci, names));
};

/** Items that a search found, each with its name and its facets. */
export const showItems = (context: NamesContext) => async (items: readonly (Facets & { readonly id: string })[], caller: Caller) => {
  const names = await namesOf(context)(items.flatMap(referencesInFacets));
  return items.map(({ id, asset, ci }) => ({
    id,
    name: ci?.name ?? asset?.name,
    ...(asset ? { asset: namedAsset(asset, names, caller) } : {}),
    ...(ci ? { ci: namedConfigurationItem(ci, names) } : {}),
  }));
};
