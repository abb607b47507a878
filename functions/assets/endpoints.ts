import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import { listAssets } from '../../shared/application/asset/list-assets.ts';
import { patchAsset } from '../../shared/application/asset/patch-asset.ts';
import { readAsset } from '../../shared/application/asset/read-asset.ts';
import { giveAssetFacet, registerAsset } from '../../shared/application/asset/register-asset.ts';
import { showAssets } from '../../shared/application/item/show-facets.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/assets.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Asset } from '../../shared/domain/asset/asset.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of the asset facet of items. */
export const assetsEndpoints = (context: AssetContext & NamesContext): readonly Endpoint[] => {
  const show = async (asset: Asset, caller: Caller) => (await showAssets(context)([asset], caller))[0];
  return [
    on(contract.registerAsset, async ({ body, caller }) => show(await registerAsset(context)(body, caller), caller)),
    on(contract.listAssets, async ({ query, caller }) => {
      const { limit, cursor, owner, assetTag, ...equal } = query;
      const page = await listAssets(context)({ owner, assetTag, equal }, pageRequest('assets', query));
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
  ];
};
