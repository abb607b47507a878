import { registerAssets, registerLot } from '../../shared/contracts/asset-actions.ts';
import { listAssets } from '../../shared/contracts/assets.ts';
import { checkOutAsset } from '../../shared/contracts/assignments.ts';
import { putBook, putCategory } from '../../shared/contracts/books.ts';
import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import { addTerm, assignSeat } from '../../shared/contracts/licenses.ts';
import { createPool } from '../../shared/contracts/pools.ts';
import { callOrThrow } from './calls.ts';
import type { HandOut } from './hand-out.ts';
import { book, counterPool, designTerm, laptopLot, laptops, others } from './office-data.ts';

/** Whether an earlier start has registered the office. */
const isLoaded = async (assets: ApiClient): Promise<boolean> => {
  const { items } = await callOrThrow(() => assets.call(listAssets, { query: { assetTag: 'SUB-0001' } }));
  return items.length > 0;
};

/** @throws Error if an entry was refused */
const assertAll = ({ results }: { readonly results: readonly { readonly status: number }[] }): void => {
  const refused = results.filter(({ status }) => status >= 400);
  if (refused.length > 0) throw new Error(`the demo office was refused: ${JSON.stringify(refused[0])}`);
};

/** Opens the book of the demo office, and gives laptops their entry in it. */
export const openBook = async (assets: ApiClient): Promise<void> => {
  await callOrThrow(() => assets.call(putBook, { params: { name: 'default' }, body: book }));
  await callOrThrow(() => assets.call(putCategory, { params: { name: 'laptop' }, body: laptops }));
};

/**
 * Registers the laptops, phones and the subscription of the demo office through the public API, with a book, assignments, seats and a pool.
 * @returns how many assets were registered; 0 if an earlier start did it
 */
export const loadOffice = async ({ apiUrl, tokens, people }: HandOut): Promise<number> => {
  const assets = apiClient(apiUrl, tokens['asset-manager']);
  if (await isLoaded(assets)) return 0;
  await openBook(assets);
  assertAll(await callOrThrow(() => assets.call(registerLot, { body: laptopLot, idempotencyKey: 'demo-laptops' })));
  const holders = Object.values(people);
  for (const [n, { email }] of holders.entries()) {
    const id = `LT-${String(n + 1).padStart(4, '0')}`;
    await callOrThrow(() => assets.call(checkOutAsset, { params: { id }, body: { person: email }, idempotencyKey: `demo-${id}` }));
  }
  await callOrThrow(() => assets.call(createPool, { body: counterPool, idempotencyKey: 'demo-pool' }));
  assertAll(await callOrThrow(() => assets.call(registerAssets, { body: others, idempotencyKey: 'demo-office' })));
  await callOrThrow(() => assets.call(addTerm, { params: { id: 'SUB-0001' }, body: designTerm }));
  for (const { email } of holders.slice(0, 3))
    await callOrThrow(() => assets.call(assignSeat, { params: { id: 'SUB-0001' }, body: { person: email } }));
  return laptopLot.quantity + others.entries.length;
};
