import { giveAssetFacet, listAssets, registerAsset } from '../../shared/contracts/assets.ts';
import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import { registerConfigurationItem } from '../../shared/contracts/configuration-items.ts';
import { readItemByAlias } from '../../shared/contracts/items.ts';
import { putRedundancy } from '../../shared/contracts/redundancy.ts';
import { moveConfigurationItem } from '../../shared/contracts/stages.ts';
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

/** Registers a CI with its redundancy groups, and takes it to its stage. @returns its id */
const registerCi = async ({ configuration }: Managers, { ci, redundancy }: EstateItem & { readonly ci: object }): Promise<string> => {
  const { stage = 'proposed' } = ci;
  const body = redundancy ? { ...ci, stage: 'test' as const } : ci;
  const { id } = await callOrThrow(() => configuration.call(registerConfigurationItem, { body }));
  if (!redundancy) return id;
  for (const [group, members] of Object.entries(redundancy))
    await callOrThrow(() => configuration.call(putRedundancy, { params: { id, group }, body: members }));
  await callOrThrow(() => configuration.call(moveConfigurationItem, { params: { id }, body: { to: stage } }));
  return id;
};

/** Registers a CI, with its asset facet if it has one, unless it is registered. @returns whether the CI was new */
const ensureCi = async (managers: Managers, item: EstateItem & { readonly ci: object }): Promise<boolean> => {
  const { assets } = managers;
  const { ci, asset } = item;
  const known = await findCi(managers, ci);
  const id = known?.id ?? (await registerCi(managers, item));
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
  const items = webShop(new Date().toISOString());
  let created = 0;
  for (const item of items) {
    const { ci, asset } = item;
    if (ci ? await ensureCi(managers, { ...item, ci }) : asset && (await ensureAsset(managers, asset))) created += 1;
  }
  return { created, found: items.length - created };
};
