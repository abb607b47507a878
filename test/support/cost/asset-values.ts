import { anAssetInBook, anEntry, euros } from '../values-api.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const terms = { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' };
const { inServiceDate, ...defaultEntry } = anEntry();
const category = { defaultBooks: [defaultEntry], accounts: { cost: '0410' } };
const many = 20;
const mostOfLot = 500;

/** The book `main`. */
export const withBook = async ({ assets, bodyOf }: CostScene) => {
  await bodyOf(assets.put('/v1/books/main', terms));
};

const withCategory = async (scene: CostScene) => {
  await withBook(scene);
  await scene.bodyOf(scene.assets.put('/v1/categories/laptop', category));
};

/** Assets in the book `main`, without other facts. */
export const lotInBook = async (scene: CostScene, count: number): Promise<void> => {
  await withBook(scene);
  const { purchase, ...asset } = anAssetInBook();
  for (let left = count; left > 0; left -= mostOfLot) {
    const quantity = Math.min(left, mostOfLot);
    await scene.bodyOf(scene.assets.post('/v1/assets/lots', { quantity, total: euros(`${quantity}000.00`), asset }));
  }
};

const bought = async (scene: CostScene): Promise<string> => {
  await withBook(scene);
  return (await scene.bodyOf(scene.assets.post('/v1/assets', anAssetInBook()))).id;
};

const impairment = { kind: 'impairment', book: 'main', date: '2026-06-30', recoverableAmount: euros('500') };

/** Several assets with an adjustment each. */
const estate = async (scene: CostScene): Promise<void> => {
  await withCategory(scene);
  for (let n = 0; n < many; n += 1) {
    const { id } = await scene.bodyOf(scene.assets.post('/v1/assets', anAssetInBook({}, { category: 'laptop' })));
    await scene.bodyOf(scene.assets.post(`/v1/assets/${id}/adjustments`, impairment));
  }
};

const report = (route: string, path: string, when = `${many} assets`): Cost =>
  cost(route, when, async (scene) => {
    await estate(scene);
    return () => scene.assets.get(`/v1/reports/${path}`);
  });

/** Accounting books, categories, the value of assets, and reports. */
export const assetValueCosts: readonly Cost[] = [
  cost('putBook', 'new', ({ assets }) => {
    return () => assets.put('/v1/books/main', terms);
  }),
  cost('listBooks', 'one book', async (scene) => {
    await withBook(scene);
    return () => scene.viewer.get('/v1/books');
  }),
  cost('readBook', 'by name', async (scene) => {
    await withBook(scene);
    return () => scene.viewer.get('/v1/books/main');
  }),
  cost('closeBook', 'one month', async (scene) => {
    await withBook(scene);
    return () => scene.assets.post('/v1/books/main/close', { through: '2026-10-31' });
  }),
  cost('reopenBook', 'the last month', async (scene) => {
    await withBook(scene);
    await scene.bodyOf(scene.assets.post('/v1/books/main/close', { through: '2026-10-31' }));
    return () => scene.admin.post('/v1/books/main/reopen', { reason: 'An invoice was late.' });
  }),
  cost('putCategory', 'with one default book', async (scene) => {
    await withBook(scene);
    return () => scene.assets.put('/v1/categories/laptop', category);
  }),
  cost('listCategories', 'one category', async (scene) => {
    await withCategory(scene);
    return () => scene.viewer.get('/v1/categories');
  }),
  cost('readCategory', 'by name', async (scene) => {
    await withCategory(scene);
    return () => scene.viewer.get('/v1/categories/laptop');
  }),
  cost('registerAsset', 'with the book of its category', async (scene) => {
    await withCategory(scene);
    const { books, ...asset } = anAssetInBook({}, { category: 'laptop' });
    return () => scene.assets.post('/v1/assets', asset);
  }),
  cost('adjustAsset', 'an impairment', async (scene) => {
    const id = await bought(scene);
    return () => scene.assets.post(`/v1/assets/${id}/adjustments`, impairment);
  }),
  cost('listAdjustments', 'one adjustment', async (scene) => {
    const id = await bought(scene);
    await scene.bodyOf(scene.assets.post(`/v1/assets/${id}/adjustments`, impairment));
    return () => scene.assets.get(`/v1/assets/${id}/adjustments`);
  }),
  cost('readValue', 'on a day', async (scene) => {
    const id = await bought(scene);
    return () => scene.assets.get(`/v1/assets/${id}/value?at=2026-06-30`);
  }),
  cost('readDepreciation', 'of one book', async (scene) => {
    const id = await bought(scene);
    return () => scene.assets.get(`/v1/assets/${id}/depreciation`);
  }),
  report('reportAssetValue', 'asset-value'),
  report('reportAssetValue', 'asset-value?groupBy=importance', `${many} assets by importance`),
  cost('reportAssetValue', `${many} assets by service`, async (scene) => {
    await estate(scene);
    const { items } = await scene.bodyOf(scene.assets.get(`/v1/assets?limit=${many}`));
    const members = items.map(({ id }: { readonly id: string }) => id);
    await scene.bodyOf(scene.assets.post('/v1/pools', { name: 'Laptops', minimumWorking: 0, members }));
    return () => scene.assets.get('/v1/reports/asset-value?groupBy=service');
  }),
  report('reportRollForward', 'fixed-asset-roll-forward?groupBy=category'),
  cost('reportRollForward', 'over 1,001 assets: requests an export', async (scene) => {
    await lotInBook(scene, 1_001);
    return () => scene.assets.get('/v1/reports/fixed-asset-roll-forward');
  }),
  report('reportJournal', 'journal'),
  report('reportForecast', 'depreciation-forecast'),
];
