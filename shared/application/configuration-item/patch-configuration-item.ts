import { type Caller, has } from '../../domain/access.ts';
import { type ConfigurationItem, ConfigurationItemFields, mayHaveAsset } from '../../domain/configuration-item/configuration-item.ts';
import { forbidden, missing } from '../../domain/errors.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { noAssetFor } from '../asset/register-asset.ts';
import { type ItemContext, itemFact, nextFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/resolve-item.ts';
import { assertVersion, patched } from '../resource/manage-resource.ts';
import { settleConfigurationItem } from './settle-configuration-item.ts';

export type ManagedItem = Item & { readonly ci: ConfigurationItem };

/** The item that a path names, under configuration management. @throws DomainError missing `configuration-item/not-found` */
export const managedItem =
  (context: Pick<ItemContext, 'items'>) =>
  async (reference: string): Promise<ManagedItem> => {
    const item = await itemInPath(context)(reference);
    if (!item.ci) throw missing('configuration-item', reference);
    return { ...item, ci: item.ci };
  };

/** What members of the team that owns a CI may say of it (X2). */
const ownersFields: readonly string[] = ['labels', 'contactGroups', 'patchSchedule'];

/** @throws DomainError forbidden `access/not-owner` */
const assertMayPatch = ({ ownerTeam }: ConfigurationItem, patch: object, caller: Caller): void => {
  if (has(caller, 'configuration-manager')) return;
  const owns = ownerTeam !== undefined && caller.teams.includes(ownerTeam);
  if (owns && Object.keys(patch).every((field) => ownersFields.includes(field))) return;
  throw forbidden('access/not-owner', `this takes the role configuration-manager; the owner team changes ${ownersFields.join(', ')}`);
};

/** Changes a CI facet by merge patch. */
export const patchConfigurationItem =
  (context: ItemContext) =>
  (reference: string, patch: object, ifMatch: number | 'any' | undefined, caller: Caller): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const { items, store } = context;
      const item = await managedItem(context)(reference);
      const { ci } = item;
      assertMayPatch(ci, patch, caller);
      assertVersion(ci, ifMatch, caller);
      const said = patched<ConfigurationItemFields>({ draft: ConfigurationItemFields }, ci, patch);
      if (item.asset && !mayHaveAsset(said.class)) throw noAssetFor(said.class);
      const next: ConfigurationItem = { ...nextFacet(context, ci), ...(await settleConfigurationItem(context)(said, ci)) };
      const fact = itemFact(context)('ConfigurationItemChanged', ci.id, caller, { fields: Object.keys(patch) });
      // A class without assets must not meet an asset facet that is given at the same time.
      const check = mayHaveAsset(next.class) ? [] : [items.unchanged(item, 'asset')];
      await commitUnique(store, 'configuration-item', [...items.saveCi(next, ci), ...check, fact]);
      return next;
    });
