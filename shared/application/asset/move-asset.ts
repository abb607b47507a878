import { actorOf, type Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetFact, AssetStep } from '../../domain/asset/asset-facts.ts';
import { afterStep } from '../../domain/asset/asset-transitions.ts';
import { isBrokenOrGone } from '../../domain/asset/lifecycle-table.ts';
import type { Book } from '../../domain/book/book.ts';
import { isInService } from '../../domain/configuration-item/stage-table.ts';
import { rateFor } from '../../domain/depreciation/ledger-of-asset.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import type { Write } from '../../domain/store.ts';
import { checkOut } from '../assignment/check-out.ts';
import { recordUnauthorized } from '../control/record-unauthorized.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { freeingWrites } from '../license/free-seats.ts';
import type { AssetContext } from './asset-context.ts';
import { type AssetItem, type AssetOutcome, type BookedItem, changeAsset, type FactOptions, latestToday } from './change-asset.ts';
import { readAsset } from './read-asset.ts';
import { recorded } from './recorded.ts';

/**
 * What the disposal of an item means for its CI facet (A1). A CI in service is decommissioned first. What is broken or gone is disposed of
 * all the same, and leaves an unauthorized change.
 * @throws DomainError conflict `asset/ci-in-service`
 */
const disposalOfCi = (context: AssetContext, item: AssetItem, caller: Caller): readonly Write[] => {
  const { asset, ci } = item;
  const id = facetIdOf(item, 'ci');
  const unchanged = context.configurationItems.unchanged(id, ci);
  if (!ci || !isInService(ci)) return [unchanged];
  if (!isBrokenOrGone(asset)) {
    const detail = `configuration item ${ci.name} (${id}) is ${ci.stage}; decommission it first, then dispose of the asset`;
    throw conflict('asset/ci-in-service', detail, '/to');
  }
  return [unchanged, ...recordUnauthorized(context, { item: id, source: 'disposal', differences: [] }, actorOf(caller))];
};

/** @throws DomainError invalid `book/no-exchange-rate` if an amount of a disposal is in another currency than a book of the asset */
const assertDisposalRates = (step: AssetStep, books: readonly Book[]): void => {
  if (step.to !== 'disposed') return;
  for (const field of ['proceeds', 'sellingCost'] as const) {
    const currency = step[field]?.currency;
    const book = books.find((each) => currency !== undefined && each.currency !== currency && !rateFor(each, step.exchangeRates));
    if (!book) continue;
    const detail = `${field} is in ${currency} and book ${book.name} in ${book.currency}: send how many ${book.currency} one ${currency} costs, as {"${book.name}": "0.92"}`;
    throw invalid('/exchangeRates', 'book/no-exchange-rate', detail);
  }
};

const stepOf = (context: AssetContext, item: BookedItem, step: AssetStep, caller: Caller): AssetOutcome => {
  const { asset } = item;
  assertDisposalRates(step, item.books);
  const next = afterStep(asset, step, nextFacet(context, asset), latestToday(context.clock));
  const fact: AssetFact = { ...recorded(context, item.id, caller), kind: 'status', from: asset.status, ...step };
  const { date, reason } = step;
  return {
    next,
    date,
    reason,
    writes: [
      context.assetFacts.add(fact),
      itemFact(context)('AssetStatusChanged', item.id, caller, {
        from: asset.status,
        to: step.to,
        date,
        ...(reason === undefined ? {} : { reason }),
      }),
      ...(step.to === 'disposed' ? [...disposalOfCi(context, item, caller), ...freeingWrites(context, asset)] : []),
    ],
  };
};

/**
 * Takes a step of the life of an asset (A1). A step to `in-use` may check it out.
 * @throws DomainError conflict `asset/transition-not-allowed`, `asset/same-status`, `asset/voided`, `asset/ci-in-service`; invalid
 * `asset/date-in-future`, `asset/before-purchase`; those of `checkOut`; conflict `pool/change-required`,
 * `change/not-covering` if a pool needs it
 */
export const moveAsset =
  (context: AssetContext) =>
  async (reference: string, step: AssetStep, caller: Caller, options: FactOptions = {}): Promise<Asset> => {
    if (step.to === 'in-use' && step.assignment && !options.dryRun) {
      const { asset } = await checkOut(context)(reference, step.assignment, caller, { date: step.date });
      return readAsset(context)(asset);
    }
    return changeAsset(context, caller, (item) => stepOf(context, item, step, caller))(reference, options);
  };
