import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

/** Writes a CI in service without a change, by breaking the glass. @returns the id of the unauthorized change */
const brokenGlass = async ({ max, database, bodyOf, viewer }: CostScene): Promise<string> => {
  await bodyOf(max.patch(`/v1/configuration-items/${database}?breakGlass=Now.`, { attributes: { engine: 'postgres' } }));
  return (await bodyOf(viewer.get('/v1/unauthorized-changes'))).items[0].id;
};

/** Stages of CIs, writes of CIs in service, and those that no approved change allowed. */
export const controlCosts: readonly Cost[] = [
  cost('moveConfigurationItem', 'to decommissioned', async ({ ci, cis }) => {
    const id = await ci('web-2');
    return () => cis.post(`/v1/configuration-items/${id}/transition`, { to: 'decommissioned' });
  }),
  cost('readReadiness', 'to decommissioned, with five dependants', async ({ ci, viewer }) => {
    const id = await ci('hub');
    for (let n = 0; n < 5; n += 1) await ci(`node-${n}`, { relations: [{ type: 'depends-on', target: id }] });
    return () => viewer.get(`/v1/configuration-items/${id}/readiness?to=decommissioned`);
  }),
  cost('patchConfigurationItem', 'an attribute, under a change', async (scene) => {
    const { id } = await scene.implementing();
    return () => scene.cis.patch(`/v1/configuration-items/${scene.database}?change=${id}`, { attributes: { engine: 'postgres' } });
  }),
  cost('patchConfigurationItem', 'an attribute, by breaking the glass', ({ max, database }) => {
    return () => max.patch(`/v1/configuration-items/${database}?breakGlass=Now.`, { attributes: { engine: 'postgres' } });
  }),
  cost('mergeItems', 'an asset with a CI', async ({ ci, cis, bodyOf, assets }) => {
    const [kept, other] = [
      await ci('web-2', { stage: 'design' }),
      await bodyOf(assets.post('/v1/assets', { name: 'server', kind: 'hardware' })),
    ];
    return () => cis.post(`/v1/items/${kept}/merge`, { item: other.id });
  }),
  cost('passGate', 'one CI with a change in implementation', async (scene) => {
    await scene.implementing();
    return () => scene.viewer.get(`/v1/gate?item=${scene.database}`);
  }),
  cost('passGate', 'five CIs without a change', async ({ ci, viewer }) => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await ci(`node-${n}`));
    return () => viewer.get(`/v1/gate?${ids.map((id) => `item=${id}`).join('&')}`);
  }),
  cost('listUnauthorizedChanges', 'one', async (scene) => {
    await brokenGlass(scene);
    return () => scene.viewer.get('/v1/unauthorized-changes');
  }),
  cost('resolveUnauthorizedChange', 'accepted', async (scene) => {
    const id = await brokenGlass(scene);
    return () => scene.max.post(`/v1/unauthorized-changes/${id}/resolve`, { resolution: 'accepted', reason: 'It stays.' });
  }),
];
