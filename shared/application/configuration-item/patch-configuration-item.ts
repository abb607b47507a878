import { type Caller, has } from '../../domain/access.ts';
import { type ConfigurationItem, ConfigurationItemFields, mayHaveAsset } from '../../domain/configuration-item/configuration-item.ts';
import { forbidden } from '../../domain/errors.ts';
import { noAssetFor } from '../../domain/item/no-asset-for.ts';
import { assertOneWrite } from '../../domain/item/one-write.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { assertVersion, patched } from '../resource/manage-resource.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { settleConfigurationItem } from './settle-configuration-item.ts';

/** What members of the team that owns a CI may say of it (X2). */
const ownersFields: readonly string[] = ['labels', 'contactGroups', 'patchSchedule'];

/** @throws DomainError forbidden `access/not-owner` */
const assertMayPatch = ({ ownerTeam }: ConfigurationItem, patch: object, caller: Caller): void => {
  if (has(caller, 'configuration-manager')) return;
  const owns = ownerTeam !== undefined && caller.teams.includes(ownerTeam);
  if (owns && Object.keys(patch).every((field) => ownersFields.includes(field))) return;
  throw forbidden('access/not-owner', `this takes the role configuration-manager; the owner team changes ${ownersFields.join(', ')}`);
};

/** Changes a CI facet by merge patch. @throws DomainError conflict `configuration-item/too-much-at-once` */
export const patchConfigurationItem =
  (context: ConfigurationItemContext) =>
  (reference: string, patch: object, ifMatch: number | 'any' | undefined, caller: Caller): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const { assets, configurationItems, store } = context;
      const item = await managedItem(context)(reference);
      const { ci } = item;
      assertMayPatch(ci, patch, caller);
      assertVersion(ci, ifMatch, caller);
      const said = patched<ConfigurationItemFields>({ draft: ConfigurationItemFields }, ci, patch);
      if (item.asset && !mayHaveAsset(said.class)) throw noAssetFor(said.class);
      const next: ConfigurationItem = { ...nextFacet(context, ci), ...(await settleConfigurationItem(context)(said, ci)) };
      const fact = itemFact(context)('ConfigurationItemChanged', ci.id, caller, { fields: Object.keys(patch) });
      // A class without assets must not meet an asset facet that is given at the same time.
      const check = mayHaveAsset(next.class) ? [] : [assets.unchanged(item.id, item.asset)];
      const writes = [...configurationItems.save(next, ci), ...check, fact];
      assertOneWrite(writes);
      await commitUnique(store, 'configuration-item', writes);
      return next;
    });
