import type { FactOptions } from '../../shared/application/asset/change-asset.ts';
import { listAssets } from '../../shared/application/asset/list-assets.ts';
import { moveAsset } from '../../shared/application/asset/move-asset.ts';
import { patchAsset } from '../../shared/application/asset/patch-asset.ts';
import { readAsset } from '../../shared/application/asset/read-asset.ts';
import { giveAssetFacet, registerAsset } from '../../shared/application/asset/register-asset.ts';
import { rehearsal } from '../../shared/application/asset/rehearsal.ts';
import { reportCondition } from '../../shared/application/asset/report-condition.ts';
import { voidAsset } from '../../shared/application/asset/void-asset.ts';
import type { BookContext } from '../../shared/application/book/book-context.ts';
import type { CostContext } from '../../shared/application/cost/cost-context.ts';
import type { ServiceCostContext } from '../../shared/application/cost/service-graph.ts';
import { showAssets } from '../../shared/application/item/show-facets.ts';
import { freeSeatsSoon } from '../../shared/application/license/free-seats.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as actions from '../../shared/contracts/asset-actions.ts';
import * as contract from '../../shared/contracts/assets.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Asset, AssetDraft } from '../../shared/domain/asset/asset.ts';
import type { AssetStep } from '../../shared/domain/asset/asset-facts.ts';
import { draftsOfLot } from '../../shared/domain/asset/asset-lot.ts';
import { uniquesOf } from '../../shared/domain/asset/asset-uniques.ts';
import { foldedForm } from '../../shared/domain/text.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { assignmentEndpoints } from './assignment-endpoints.ts';
import { bookEndpoints } from './book-endpoints.ts';
import { costEndpoints } from './cost-endpoints.ts';
import { licenseEndpoints } from './license-endpoints.ts';
import { poolEndpoints } from './pool-endpoints.ts';
import { useEndpoints } from './use-endpoints.ts';
import { valueEndpoints } from './value-endpoints.ts';

/** Under which change a step is taken. */
type MoveQuery = Pick<FactOptions, 'change'>;

/** How the entries of a bulk registration are handled: two with the same tag or serial number one after the other. */
const registration = {
  status: 201,
  exclusive: (draft: AssetDraft) => uniquesOf(draft).map(({ scheme, value }) => `${scheme}=${value}`),
} as const;

/** The endpoints of the asset facet of items, and of what values assets. */
export const assetsEndpoints = (context: CostContext & ServiceCostContext & NamesContext & BookContext): readonly Endpoint[] => {
  const show = async (asset: Asset, caller: Caller) => (await showAssets(context)([asset], caller))[0];
  const register = (caller: Caller, dryRun: boolean) => {
    const registering = registerAsset(dryRun ? rehearsal(context) : context);
    return async (draft: AssetDraft) => {
      const { id } = await registering(draft, caller);
      return dryRun ? {} : { item: id };
    };
  };
  const move = ({ caller, dryRun, query }: { readonly caller: Caller; readonly dryRun: boolean; readonly query: MoveQuery }) => {
    const moving = moveAsset(dryRun ? rehearsal(context) : context);
    return async (reference: string, step: AssetStep) =>
      freeSeatsSoon(context)(await moving(reference, step, caller, { change: query.change }), dryRun);
  };
  return [
    ...bookEndpoints(context),
    ...valueEndpoints(context),
    on(contract.registerAsset, async ({ body, caller }) => show(await registerAsset(context)(body, caller), caller)),
    on(contract.listAssets, async ({ query, caller }) => {
      const { limit, cursor, ...filters } = query;
      const page = await listAssets(context)(filters, pageRequest('assets', query));
      return pageAnswer('assets', query, { ...page, items: await showAssets(context)(page.items, caller) }, (asset) => asset);
    }),
    on(contract.readAsset, async ({ params, caller }) => show(await readAsset(context)(params.id), caller)),
    on(contract.patchAsset, async ({ params, body, ifMatch, caller }) =>
      show(await patchAsset(context)(params.id, body, ifMatch, caller), caller),
    ),
    on(contract.giveAssetFacet, async ({ params, body, caller }) => {
      const asset = await giveAssetFacet(context)(params.id, body, caller);
      return new Answer(await show(asset, caller), { headers: { location: `/v1/assets/${asset.id}` } });
    }),
    ...assignmentEndpoints(context),
    ...poolEndpoints(context),
    ...useEndpoints(context),
    on(actions.moveAsset, async ({ params, body, ...request }) => show(await move(request)(params.id, body), request.caller)),
    on(actions.reportCondition, async ({ params, body, caller }) => show(await reportCondition(context)(params.id, body, caller), caller)),
    on(actions.voidAsset, async ({ params, body, caller }) =>
      show(await freeSeatsSoon(context)(await voidAsset(context)(params.id, body.reason, caller)), caller),
    ),
    on(actions.moveAssets, async ({ body: { items, ...step }, bulk, ...request }) => {
      const moving = move(request);
      return bulk(items, async (item) => ({ item: (await moving(item, step as AssetStep)).id }), {
        named: (item) => ({ item }),
        // In a dry run, nothing but the order tells what an entry would find.
        exclusive: (item) => [request.dryRun ? '' : foldedForm(item)],
      });
    }),
    on(actions.registerAssets, async ({ body, bulk, caller, dryRun }) => bulk(body.entries, register(caller, dryRun), registration)),
    on(actions.registerLot, async ({ body, bulk, caller, dryRun }) => bulk(draftsOfLot(body), register(caller, dryRun), registration)),
    ...licenseEndpoints(context),
    ...costEndpoints(context),
  ];
};
