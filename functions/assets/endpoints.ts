import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import { listAssets } from '../../shared/application/asset/list-assets.ts';
import { patchAsset } from '../../shared/application/asset/patch-asset.ts';
import { readAsset } from '../../shared/application/asset/read-asset.ts';
import { giveAssetFacet, registerAsset } from '../../shared/application/asset/register-asset.ts';
import * as contract from '../../shared/contracts/assets.ts';
import { assetFor } from '../../shared/domain/asset/asset-view.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of the asset facet of items. */
export const assetsEndpoints = (context: AssetContext): readonly Endpoint[] => [
  on(contract.registerAsset, ({ body, caller }) => registerAsset(context)(body, caller)),
  on(contract.listAssets, async ({ query, caller }) => {
    const { limit, cursor, owner, assetTag, ...equal } = query;
    const page = await listAssets(context)({ owner, assetTag, equal }, pageRequest('assets', query));
    return pageAnswer('assets', query, page, (asset) => assetFor(caller, asset));
  }),
  on(contract.readAsset, async ({ params, caller }) => assetFor(caller, await readAsset(context)(params.id))),
  on(contract.patchAsset, ({ params, body, ifMatch, caller }) => patchAsset(context)(params.id, body, ifMatch, caller)),
  on(contract.giveAssetFacet, async ({ params, body, caller }) => {
    const asset = await giveAssetFacet(context)(params.id, body, caller);
    return new Answer(asset, { headers: { location: `/v1/assets/${asset.id}` } });
  }),
];
