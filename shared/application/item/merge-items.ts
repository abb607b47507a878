import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetRepository } from '../../domain/asset/asset-repository.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isInService } from '../../domain/configuration-item/stage-table.ts';
import { conflict, type DomainError, invalid, missing } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import type { Merge } from '../../domain/item/merge.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { isId } from '../../domain/values.ts';
import { judgePart } from '../asset/part-of.ts';
import { assertAssetAllowed } from '../class/find-class.ts';
import { allowMerge, assertMayWrite, type ControlContext, type WritePermit } from '../control/allow-write.ts';
import { type ItemContext, itemFact, nextFacet } from './item-context.ts';
import { findByReference } from './resolve-item.ts';

interface MergeContext extends Omit<ItemContext, 'namings' | 'items'>, ControlContext {
  readonly items: Pick<ItemRepository, 'find' | 'link'>;
  readonly assets: Pick<AssetRepository, 'save' | 'unchanged'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'save' | 'findMany' | 'page'>;
}

/** A registration, and the id by which it was found. */
interface Registration {
  readonly asked: string;
  readonly item: Item;
}

const registrationOf = async (context: MergeContext, reference: string): Promise<Registration | undefined> => {
  const asked = isId(reference) ? reference : await findByReference(context, reference);
  const item = asked === undefined ? undefined : await context.items.find(asked);
  return asked === undefined || !item ? undefined : { asked, item };
};

const mergeOf = ({ asset, ci }: Item): Merge | undefined => asset?.merge ?? ci?.merge;

/** @throws DomainError conflict `item/already-merged`, `item/both-facets` */
const assertOneFacet = (item: Item, pointer?: string): void => {
  if (mergeOf(item)) throw conflict('item/already-merged', `item ${item.id} was merged before, and is merged once only`, pointer);
  if (item.asset && item.ci) throw conflict('item/both-facets', `item ${item.id} is an asset and a CI already`, pointer);
};

const sameFacet = (what: string, code: string): DomainError =>
  conflict(code, `both are ${what}; two registrations are merged if one is an asset only and the other a CI only`, '/item');

/** The asset of one item and the CI of the other. @throws DomainError conflict `item/two-assets`, `item/two-configuration-items` */
const facetsOf = (one: Item, other: Item): { readonly asset: Asset; readonly ci: ConfigurationItem } => {
  const [asset, ci] = [one.asset ?? other.asset, one.ci ?? other.ci];
  if (!ci) throw sameFacet('assets', 'item/two-assets');
  if (!asset) throw sameFacet('CIs', 'item/two-configuration-items');
  return { asset, ci };
};

/**
 * Checks what one item could not be: an asset that was registered by mistake, one that was disposed of although its CI is in service, and a
 * holder of itself.
 * @throws DomainError conflict `asset/voided`, `asset/ci-in-service`, `item/refers-to-itself`
 */
const assertOneThing = (asset: Asset, ci: ConfigurationItem): void => {
  assertNotVoided(asset);
  if (asset.status === 'disposed' && isInService(ci))
    throw conflict('asset/ci-in-service', `asset ${asset.id} is disposed of and ${ci.name} is ${ci.stage}; decommission it first`);
  if (asset.assignment?.item === ci.id)
    throw conflict('item/refers-to-itself', `asset ${asset.id} is assigned to ${ci.id}; check it in first`);
};

/**
 * Checks that the asset is no part of what it becomes one item with.
 * @returns the conditions that this is still so in the transaction of the merge
 * @throws DomainError conflict `item/refers-to-itself`, `asset/too-deep`
 */
const partsOfMerged = async (context: MergeContext, asset: Asset, ci: ConfigurationItem): Promise<readonly Write[]> => {
  const { fault, unchanged } = await judgePart(context, [asset.id, ci.id], asset.partOf);
  if (fault) throw conflict(fault.code, fault.detail);
  return unchanged;
};

/**
 * Merges two registrations of one thing, one of which is an asset only and the other a CI only (C1). The item in the path stays, and the
 * other id answers as the same item. It is one transaction: the facets keep their rows, and each knows of the other. The same merge again
 * changes nothing.
 * @throws DomainError missing `item/not-found`; invalid `item/unknown`, `item/merge-with-itself`; conflict `item/already-merged`,
 * `item/both-facets`, `item/two-assets`, `item/two-configuration-items`, `item/refers-to-itself`, `asset/too-deep`, `asset/not-for-class`,
 * `asset/voided`, `asset/ci-in-service`; those of `allowMerge`
 */
export const mergeItems =
  (context: MergeContext) =>
  (reference: string, other: string, permit: WritePermit): Promise<string> =>
    onFreshRows(async () => {
      assertMayWrite(permit);
      const [kept, absorbed] = await Promise.all([registrationOf(context, reference), registrationOf(context, other)]);
      if (!kept) throw missing('item', reference);
      if (!absorbed) throw invalid('/item', 'item/unknown', `item ${other} does not exist; send an id, an asset tag or an alias`);
      const { id } = kept.item;
      if (kept.asked === absorbed.asked) throw invalid('/item', 'item/merge-with-itself', `${other} is the item in the path; name another`);
      if (id === absorbed.item.id) return id;
      assertOneFacet(kept.item);
      assertOneFacet(absorbed.item, '/item');
      const { asset, ci } = facetsOf(kept.item, absorbed.item);
      assertOneThing(asset, ci);
      const parts = await partsOfMerged(context, asset, ci);
      await assertAssetAllowed(context)(ci.class);
      const merge: Merge = { item: id, asset: asset.id, ci: ci.id, at: context.clock.now() };
      const allowed = await allowMerge(context)(ci, asset.id, permit);
      const reason = permit.breakGlass ?? `asset ${asset.id} and CI ${ci.id} were merged`;
      const origin = originOf(permit.caller, { change: allowed.change, reason });
      await context.store.commit([
        ...allowed.writes,
        ...parts,
        ...context.assets.save({ ...asset, ...nextFacet(context, asset), merge }, origin, asset),
        ...context.configurationItems.save({ ...ci, ...nextFacet(context, ci), merge }, origin, ci),
        ...context.items.link(merge),
        itemFact(context, allowed.change)('ItemsMerged', id, permit.caller, { asset: asset.id, ci: ci.id }),
      ]);
      return id;
    });
