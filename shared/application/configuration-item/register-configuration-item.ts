import type { Caller } from '../../domain/access.ts';
import { type ConfigurationItem, type ConfigurationItemDraft, mayHaveAsset } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError } from '../../domain/errors.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { noAssetFor } from '../asset/register-asset.ts';
import { type ItemContext, itemFact, newFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/resolve-item.ts';
import { relateNew } from './relate-new.ts';
import { settleConfigurationItem } from './settle-configuration-item.ts';

const register = async (
  context: ItemContext,
  id: string,
  draft: ConfigurationItemDraft,
  caller: Caller,
): Promise<{ ci: ConfigurationItem; writes: readonly Write[] }> => {
  const { relations, ...said } = draft;
  const ci: ConfigurationItem = { ...newFacet(context, id), ...(await settleConfigurationItem(context)(said)) };
  const made = relations.length === 0 ? {} : { relations: relations.length };
  return {
    ci,
    writes: [
      ...context.items.saveCi(ci),
      ...(await relateNew(context)(id, relations)),
      itemFact(context)('ConfigurationItemRegistered', id, caller, made),
    ],
  };
};

/** A new item with a CI facet and its relations. @throws DomainError conflict `configuration-item/alias-taken` */
export const registerConfigurationItem =
  (context: ItemContext) =>
  (draft: ConfigurationItemDraft, caller: Caller): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const { ci, writes } = await register(context, context.ids.next(), draft, caller);
      await commitUnique(context.store, 'configuration-item', writes);
      return ci;
    });

/**
 * Takes an asset under configuration management: the item keeps its id and history (C1).
 * @throws DomainError stale `configuration-item/exists`, conflict `asset/not-for-class`
 */
export const takeUnderManagement =
  (context: ItemContext) =>
  (reference: string, draft: ConfigurationItemDraft, caller: Caller): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const item = await itemInPath(context)(reference);
      if (item.ci)
        throw new DomainError('stale', 'configuration-item/exists', `item ${item.id} is under configuration management already: PATCH it`);
      if (!mayHaveAsset(draft.class)) throw noAssetFor(draft.class);
      const { ci, writes } = await register(context, item.id, draft, caller);
      await commitUnique(context.store, 'configuration-item', writes);
      return ci;
    });
