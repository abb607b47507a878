import type { Cost } from './cost.ts';
import { dependencies, neededBy, ownedCis } from './items.ts';
import { type CostScene, cost } from './scene.ts';

/** A service with two links, which are its redundancy group if `groups` is 1. */
const withMembers = async (scene: CostScene, groups: 0 | 1): Promise<{ id: string; members: readonly string[] }> => {
  const members = await dependencies(scene, 2);
  const id = await scene.ci('shop', { class: 'service', stage: 'build' });
  if (groups === 1) await scene.cis.put(`/v1/configuration-items/${id}/redundancy/links`, { members, minimumUp: 1 });
  return { id, members };
};

/** Redundancy groups, impact, and who is told. */
export const impactCosts: readonly Cost[] = [
  cost('putRedundancy', 'two members that become dependencies', async (scene) => {
    const { id, members } = await withMembers(scene, 0);
    return () => scene.cis.put(`/v1/configuration-items/${id}/redundancy/links`, { members, minimumUp: 1 });
  }),
  cost('listRedundancy', 'one group of two', async (scene) => {
    const { id } = await withMembers(scene, 1);
    return () => scene.viewer.get(`/v1/configuration-items/${id}/redundancy`);
  }),
  cost('readRedundancy', 'two members', async (scene) => {
    const { id } = await withMembers(scene, 1);
    return () => scene.viewer.get(`/v1/configuration-items/${id}/redundancy/links`);
  }),
  cost('removeRedundancy', 'two members', async (scene) => {
    const { id } = await withMembers(scene, 1);
    return () => scene.cis.delete(`/v1/configuration-items/${id}/redundancy/links`);
  }),
  cost('readImpact', 'of a node that a hundred CIs need', async (scene) => {
    const id = await neededBy(scene, 100);
    return () => scene.viewer.get(`/v1/configuration-items/${id}/impact`);
  }),
  cost('readImpact', 'of a member of a group', async (scene) => {
    const [member] = await dependencies(scene, 2);
    await scene.ci('group', { class: 'group', attributes: { selector: { labels: {}, class: 'server' } } });
    return () => scene.viewer.get(`/v1/configuration-items/${member}/impact`);
  }),
  cost('readContacts', 'of a node that a service needs', async (scene) => {
    await ownedCis(scene, 1);
    await scene.ci('shop', { class: 'service', relations: [{ type: 'depends-on', target: 'node-0' }] });
    return () => scene.viewer.get('/v1/items/node-0/contacts?reason=outage');
  }),
];
