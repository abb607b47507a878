import type { Caller } from '../../domain/access.ts';
import type { ConditionReport } from '../../domain/asset/asset-facts.ts';
import { afterReport } from '../../domain/asset/asset-transitions.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import type { AssetContext } from './asset-context.ts';
import { changeAsset, latestToday } from './change-asset.ts';
import { recorded } from './recorded.ts';

/**
 * Records the condition in which an asset was found (A1).
 * @throws DomainError conflict `asset/voided`; invalid `asset/date-in-future`, `asset/before-purchase`
 */
export const reportCondition = (context: AssetContext) => (reference: string, report: ConditionReport, caller: Caller) =>
  changeAsset(context, caller, ({ id, asset }) => {
    const { condition, date } = report;
    return {
      date,
      next: afterReport(asset, report, nextFacet(context, asset), latestToday(context.clock)),
      writes: [
        context.assetFacts.add({ ...recorded(context, id, caller), kind: 'condition', ...report }),
        itemFact(context)('AssetConditionChanged', id, caller, { condition, date }),
      ],
    };
  })(reference);
