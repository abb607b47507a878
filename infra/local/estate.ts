import { giveAssetFacet, listAssets, registerAsset } from '../../shared/contracts/assets.ts';
import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';
import { readItemByAlias } from '../../shared/contracts/items.ts';
import { callOrThrow } from './calls.ts';
import { type EstateItem, webShop } from './estate-data.ts';
import type { HandOut } from './hand-out.ts';

/** The API clients of the configuration manager and of the asset manager. */
interface Managers {
  readonly configuration: ApiClient;
  readonly assets: ApiClient;
}

/** The registered item of a CI of the estate, found by its first alias. */
const findCi = async ({ configuration }: Managers, ci: EstateItem['ci'] & object) => {
  const [alias] = ci.aliases ?? [];
  const answer = await configuration.call(readItemByAlias, { query: { alias: `${alias?.scheme}=${alias?.value}` } });
  return answer.status === 404 ? undefined : callOrThrow<typeof readItemByAlias>(async () => answer);
};

/** Registers a CI, with its asset facet if it has one, unless it is registered. @returns whether the CI was new */
const ensureCi = async (managers: Managers, ci: EstateItem['ci'] & object, asset: EstateItem['asset']): Promise<boolean> => {
  const { configuration, assets } = managers;
  const known = await findCi(managers, ci);
  const id = known?.id ?? (await callOrThrow(() => configuration.call(registerConfigurationItem, { body: ci }))).id;
  if (asset && !known?.asset) await callOrThrow(() => assets.call(giveAssetFacet, { params: { id }, body: asset }));
  return !known;
};

const ensureAsset = async ({ assets }: Managers, asset: EstateItem['asset'] & object): Promise<boolean> => {
  const { items } = await callOrThrow(() => assets.call(listAssets, { query: { assetTag: asset.assetTag } }));
  if (items.length > 0) return false;
  await callOrThrow(() => assets.call(registerAsset, { body: asset }));
  return true;
};

/** How many items of the estate were registered now, and how many were registered before. */
export interface LoadResult {
  readonly created: number;
  readonly found: number;
}

/** Registers the demo estate through the public API. Items of an earlier start are found by alias or asset tag and not changed. */
export const loadEstate = async ({ apiUrl, tokens }: HandOut): Promise<LoadResult> => {
  const managers = {
    configuration: apiClient(apiUrl, tokens['configuration-manager']),
    assets: apiClient(apiUrl, tokens['asset-manager']),
  };
  let created = 0;
  for (const { ci, asset } of webShop) {
    if (ci ? await ensureCi(managers, ci, asset) : asset && (await ensureAsset(managers, asset))) created += 1;
  }
  return { created, found: webShop.length - created };
};
