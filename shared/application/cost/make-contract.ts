import { actorOf, type Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import { assertContract, sharesOf, type VendorContract, type VendorContractDraft } from '../../domain/cost/vendor-contract.ts';
import { conflict, invalid, missing } from '../../domain/errors.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { byEachId, idsOfItem } from '../../domain/item/merge.ts';
import { newFacet } from '../item/item-context.ts';
import { resolveEitherId } from '../item/resolve-item.ts';
import { reminderWrites } from '../reminder/reminder-writes.ts';
import type { CostContext } from './cost-context.ts';

/** How many references are looked up at the same time. */
const atOnce = 8;

/** @throws DomainError invalid `contract/item-twice` */
const assertDistinct = (ids: readonly string[]): void => {
  const twice = ids.findIndex((id, place) => ids.indexOf(id) !== place);
  if (twice !== -1) throw invalid(`/items/${twice}`, 'contract/item-twice', `item ${ids[twice]} is named before; name it once`);
};

/** @throws DomainError invalid `item/not-an-asset`, conflict `contract/item-gone` */
const assetOf = (item: Item | undefined, id: string, pointer: string): Asset => {
  const asset = item?.asset;
  if (!asset) throw invalid(pointer, 'item/not-an-asset', `item ${id} has no asset facet; add one, or leave it out`);
  if (!isHeld(asset)) throw conflict('contract/item-gone', `asset ${asset.name} (${id}) is ${asset.status}; leave it out`, pointer);
  return asset;
};

/** The assets that the draft refers to, in its order. */
const assetsIn = async (context: CostContext, { items }: VendorContractDraft): Promise<readonly Asset[]> => {
  const ids = await inParallel(items, atOnce, (reference, place) => resolveEitherId(context)(reference, `/items/${place}`));
  const found = byEachId(await context.items.findMany(ids), idsOfItem);
  const assets = ids.map((id, place) => assetOf(found.get(id), id, `/items/${place}`));
  assertDistinct(assets.map(({ id }) => id));
  return assets;
};

/**
 * Makes a contract over assets (A3). The parts of the assets are written first, in batches, and count once the contract is stored. So one
 * that covers hundreds of assets is still stored as a whole or not at all.
 * @throws DomainError invalid `item/unknown`, `item/not-an-asset`, `contract/item-twice`, `contract/no-price`, `contract/ends-before-start`,
 * `contract/notice-after-end`; conflict `contract/item-gone`
 */
export const makeContract =
  (context: CostContext) =>
  async (draft: VendorContractDraft, caller: Caller): Promise<VendorContract> => {
    const { contracts, store, ids, events } = context;
    assertContract(draft);
    const assets = await assetsIn(context, draft);
    const shares = sharesOf(
      draft,
      assets.map(({ purchase }) => purchase?.value),
    );
    const items = assets.map(({ id }) => id);
    const contract: VendorContract = { ...newFacet(context, ids.next()), ...draft, items };
    const { id } = contract;
    await store.writeOnce(
      items.flatMap((item, place) => {
        const share = shares[place];
        return share ? [contracts.saveShare({ item, contract: id, share, version: 1 })] : [];
      }),
    );
    const event = newEvent(context)('ContractMade', { actor: actorOf(caller), subject: { type: 'contract', id } });
    const remind = reminderWrites(context);
    await store.commit([
      contracts.save(contract),
      events.record(event),
      ...(await remind({ kind: 'contract', of: id }, { after: contract.end, isNew: true })),
      ...(await remind({ kind: 'notice', of: id }, { after: contract.noticeBy, isNew: true })),
    ]);
    return contract;
  };

/** @throws DomainError missing `contract/not-found` */
export const readContract =
  ({ contracts }: Pick<CostContext, 'contracts'>) =>
  async (id: string): Promise<VendorContract> => {
    const contract = await contracts.find(id);
    if (!contract) throw missing('contract', id);
    return contract;
  };
