import { actorOf, type Caller } from '../../domain/access.ts';
import { assertFactDate, assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { type AssetCost, type AssetCostDraft, assertCostPeriod } from '../../domain/cost/asset-cost.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { assetItem, latestToday } from '../asset/change-asset.ts';
import type { CreationOptions } from '../creation-options.ts';
import type { CostContext } from './cost-context.ts';

/**
 * Records a cost of an asset (A3). Its amount is in no event.
 * @throws DomainError invalid `asset/date-in-future`, `asset/before-purchase`, `cost/period-ends-before-start`; conflict `asset/voided`
 */
export const recordCost =
  (context: AssetContext & Pick<CostContext, 'costs'>) =>
  async (reference: string, draft: AssetCostDraft, caller: Caller, options: CreationOptions = {}): Promise<AssetCost> => {
    const { id: asset, asset: owned } = await assetItem(context, reference);
    assertNotVoided(owned);
    assertFactDate(owned, draft.date, latestToday(context.clock));
    assertCostPeriod(draft);
    const { costs, store, ids, clock, events } = context;
    const cost: AssetCost = { id: options.id ?? ids.next(), asset, ...draft, recordedAt: clock.now(), version: 1 };
    const body = { cost: cost.id, kind: cost.kind };
    const event = newEvent(context)('CostRecorded', { actor: actorOf(caller), subject: { type: 'item', id: asset }, body });
    if (!options.dryRun) await store.commit([costs.add(cost), events.record(event)]);
    return cost;
  };

/** The costs of an asset, by the days on which they were paid. */
export const listCosts =
  (context: CostContext) =>
  async (reference: string, request: PageRequest): Promise<Page<AssetCost>> => {
    const { id } = await assetItem(context, reference);
    return context.costs.page(id, request);
  };
