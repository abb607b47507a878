import type { Caller } from '../../domain/access.ts';
import type { ConfigurationItem, ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { stageBlocked } from '../../domain/configuration-item/readiness.ts';
import { DomainError } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { facetIdOf, type MergeField, mergeFieldOf } from '../../domain/item/merge.ts';
import type { EdgeShard } from '../../domain/item/relation-repository.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { assertAssetAllowed } from '../class/find-class.ts';
import type { CreationOptions } from '../creation-options.ts';
import { itemFact, newFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { takenByCi, withFreeAliases } from '../item/taken-item-value.ts';
import { nameReferences, storeNaming } from '../naming/name-references.ts';
import { splitFullRows } from '../relation/write-relations.ts';
import { atFirstStage } from './at-first-stage.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { lossBlockers } from './loss-blockers.ts';
import { nameAliasWrites } from './name-alias.ts';
import { relateNew } from './relate-new.ts';
import { settleConfigurationItem } from './settle-configuration-item.ts';
import { validityReminder } from './validity-reminder.ts';

/** The CI, and what is written with it. `known`: the item was stored before, so it may have a history. */
const register = async (
  context: ConfigurationItemContext,
  { id, known, ...merged }: MergeField & { readonly id: string; readonly known: boolean },
  draft: ConfigurationItemDraft,
  caller: Caller,
): Promise<{ ci: ConfigurationItem; writes: readonly Write[]; full: readonly EdgeShard[] }> => {
  const { relations, evidence, ...fields } = draft;
  // A CI facet that was deleted has a history, which goes on.
  const chain = known ? (await context.history.looseHead(id, 'ci'))?.head : undefined;
  const frame = { ...newFacet(context, id), ...(chain ? { chain } : {}), ...merged };
  const settled = { ...frame, ...(await settleConfigurationItem(context)(fields)) };
  const ci = await atFirstStage(context)(settled, evidence, caller);
  const body = relations.length === 0 ? {} : { relations: relations.length };
  const related = await relateNew(context)(id, relations, { isNew: !known, origin: originOf(caller) });
  return {
    ci,
    full: related.full,
    writes: [
      ...context.configurationItems.save(ci, originOf(caller)),
      ...(await nameAliasWrites(context)(ci, undefined)),
      ...related.writes,
      ...(await validityReminder(context)(id, ci, undefined)),
      itemFact(context)('ConfigurationItemRegistered', id, caller, body),
    ],
  };
};

/**
 * Creates an item with a CI facet and its relations. In a dry run it is only checked.
 * @throws DomainError conflict `configuration-item/alias-taken`
 */
export const registerConfigurationItem =
  (context: ConfigurationItemContext) =>
  async (draft: ConfigurationItemDraft, caller: Caller, { id, dryRun = false }: CreationOptions = {}): Promise<ConfigurationItem> => {
    const { ci, full } = await onFreshRows(async () => {
      const registered = await register(context, { id: id ?? context.ids.next(), known: false }, draft, caller);
      if (dryRun) return { ...registered, ci: await withFreeAliases(context, registered.ci), full: [] };
      const { writes } = registered;
      const store = () => commitUnique(context.store, 'configuration-item', writes, takenByCi(context, registered.ci.aliases));
      await storeNaming(context)('configuration-item', registered.ci, store);
      return registered;
    });
    await splitFullRows(context, full);
    return ci;
  };

/**
 * Adds a CI facet to an existing item. The item keeps its id and history (C1).
 * @throws DomainError stale `configuration-item/exists`, conflict `asset/not-for-class`, `stage/blocked`
 */
export const takeUnderManagement =
  (context: ConfigurationItemContext) =>
  async (reference: string, draft: ConfigurationItemDraft, caller: Caller): Promise<ConfigurationItem> => {
    const { ci, full } = await onFreshRows(async () => {
      const item = await itemInPath(context)(reference);
      if (item.ci)
        throw new DomainError('stale', 'configuration-item/exists', `item ${item.id} already has a CI facet; change it with PATCH`);
      const { asset } = item;
      if (asset) await assertAssetAllowed(context)(draft.class);
      const lost = lossBlockers(asset, undefined, draft.stage);
      if (lost.length > 0) throw stageBlocked(draft.stage, lost);
      const kept = asset ? [context.assets.unchanged(asset.id, asset)] : [];
      const home = { id: facetIdOf(item, 'ci'), ...mergeFieldOf(item), known: true };
      const registered = await register(context, home, draft, caller);
      await nameReferences(context)('configuration-item', registered.ci);
      const writes = [...registered.writes, ...kept];
      await commitUnique(context.store, 'configuration-item', writes, takenByCi(context, registered.ci.aliases));
      return registered;
    });
    await splitFullRows(context, full);
    return ci;
  };
