import { giveAssetFacet, listAssets, registerAsset } from '../../shared/contracts/assets.ts';
import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';
import { readItemByAlias } from '../../shared/contracts/items.ts';
import { demand } from './calls.ts';
import { type Thing, webShop } from './estate-data.ts';
import type { HandOut } from './hand-out.ts';

/** Who may register what: the managers of CIs and of assets. */
interface Managers {
  readonly configuration: ApiClient;
  readonly assets: ApiClient;
}

/** The item that a CI of the estate is already, by its first alias. */
const findCi = async ({ configuration }: Managers, ci: Thing['ci'] & object) => {
  const [alias] = ci.aliases ?? [];
  const answer = await configuration.call(readItemByAlias, { query: { alias: `${alias?.scheme}=${alias?.value}` } });
  return answer.status === 404 ? undefined : demand<typeof readItemByAlias>(async () => answer);
};

/** Both views of one thing that runs; whether anything of it had to be made. */
const ensureCi = async (managers: Managers, ci: Thing['ci'] & object, asset: Thing['asset']): Promise<boolean> => {
  const { configuration, assets } = managers;
  const known = await findCi(managers, ci);
  const id = known?.id ?? (await demand(() => configuration.call(registerConfigurationItem, { body: ci }))).id;
  if (asset && !known?.asset) await demand(() => assets.call(giveAssetFacet, { params: { id }, body: asset }));
  return !known;
};

const ensureAsset = async ({ assets }: Managers, asset: Thing['asset'] & object): Promise<boolean> => {
  const { items } = await demand(() => assets.call(listAssets, { query: { assetTag: asset.assetTag } }));
  if (items.length > 0) return false;
  await demand(() => assets.call(registerAsset, { body: asset }));
  return true;
};

/** What a start found and made. */
export interface LoadResult {
  readonly made: number;
  readonly found: number;
}

/** Loads the demo estate through the public API; what a start before made is found again by alias or asset tag, and left as it is. */
export const loadEstate = async ({ apiUrl, tokens }: HandOut): Promise<LoadResult> => {
  const managers = {
    configuration: apiClient(apiUrl, tokens['configuration-manager']),
    assets: apiClient(apiUrl, tokens['asset-manager']),
  };
  let made = 0;
  for (const { ci, asset } of webShop) {
    if (ci ? await ensureCi(managers, ci, asset) : asset && (await ensureAsset(managers, asset))) made += 1;
  }
  return { made, found: webShop.length - made };
};
