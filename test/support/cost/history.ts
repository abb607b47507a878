import { sealDays } from '../../../shared/application/history/seal-days.ts';
import { runningAs } from '../table-calls.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

/** A CI with this many versions. */
const withVersions = async ({ ci, cis, bodyOf }: CostScene, count: number): Promise<string> => {
  const id = await ci('history');
  for (let n = 1; n < count; n += 1) await bodyOf(cis.patch(`/v1/configuration-items/${id}`, { environment: `e-${n}` }));
  return id;
};

/** The histories of items. */
export const historyCosts: readonly Cost[] = [
  cost('readItem', 'at a past time, after 20 versions', async (scene) => {
    const id = await withVersions(scene, 20);
    return () => scene.viewer.get(`/v1/items/${id}?at=${scene.clock.now()}`);
  }),
  cost('readItemHistory', 'a page of 50 of 100 versions', async (scene) => {
    const id = await withVersions(scene, 100);
    return () => scene.viewer.get(`/v1/items/${id}/history`);
  }),
  cost('readItemDifference', 'over 100 versions', async (scene) => {
    const id = await withVersions(scene, 100);
    return () => scene.viewer.get(`/v1/items/${id}/difference?from=2026-01-01T00:00:00Z`);
  }),
  cost('verifyItem', '20 versions', async (scene) => {
    const id = await withVersions(scene, 20);
    return () => scene.viewer.get(`/v1/items/${id}/verification`);
  }),
  cost('verifyItem', '1,000 versions', async (scene) => {
    const id = await withVersions(scene, 1_000);
    return () => scene.viewer.get(`/v1/items/${id}/verification`);
  }),
  cost('seal', 'a day with 20 changed CIs', async (scene) => {
    for (let n = 0; n < 20; n += 1) await scene.ci(`node-${n}`);
    scene.clock.advance(24 * 3_600_000);
    return runningAs('seal', sealDays(scene.world));
  }),
];
