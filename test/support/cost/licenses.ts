import { freeSeats } from '../../../shared/application/license/free-seats.ts';
import { remind } from '../../../shared/application/reminder/remind.ts';
import { runningAs } from '../table-calls.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const term = { start: '2026-01-01', end: '2026-12-31', quantity: 100, cost: { amount: '12000.00', currency: 'EUR' } };
const many = 20;

/** A license with one term. */
const license = async ({ asset, assets, bodyOf }: CostScene): Promise<string> => {
  const id = await asset('Draw Pro', { kind: 'software-license' });
  await bodyOf(assets.post(`/v1/assets/${id}/terms`, term));
  return id;
};

/** A license with seats of as many people. */
const assigned = async (scene: CostScene, seats: number): Promise<string> => {
  const id = await license(scene);
  for (let n = 0; n < seats; n += 1) {
    const { caller } = await scene.person(`Holder${n}`);
    await scene.bodyOf(scene.assets.post(`/v1/assets/${id}/seats`, { person: caller.id }));
  }
  return id;
};

/** Terms and seats of licenses. */
export const licenseCosts: readonly Cost[] = [
  cost('addTerm', 'to a license', async (scene) => {
    const id = await license(scene);
    return () => scene.assets.post(`/v1/assets/${id}/terms`, { ...term, start: '2027-01-01', end: '2027-12-31' });
  }),
  cost('listTerms', 'of a license', async (scene) => {
    const id = await license(scene);
    return () => scene.viewer.get(`/v1/assets/${id}/terms`);
  }),
  cost('patchTerm', 'fewer seats', async (scene) => {
    const id = await license(scene);
    const { items } = await scene.bodyOf(scene.assets.get(`/v1/assets/${id}/terms`));
    return () => scene.assets.patch(`/v1/assets/${id}/terms/${items[0].id}`, { quantity: 80 });
  }),
  cost('assignSeat', 'to a person', async (scene) => {
    const id = await assigned(scene, many);
    return () => scene.assets.post(`/v1/assets/${id}/seats`, { person: scene.rita.caller.id });
  }),
  cost('listSeats', `a page of ${many}`, async (scene) => {
    const id = await assigned(scene, many);
    return () => scene.viewer.get(`/v1/assets/${id}/seats?limit=${many}`);
  }),
  cost('releaseSeat', 'of a person', async (scene) => {
    const id = await assigned(scene, many);
    const { items } = await scene.bodyOf(scene.assets.get(`/v1/assets/${id}/seats`));
    return () => scene.assets.delete(`/v1/assets/${id}/seats/${items[0].id}`);
  }),
  cost('freeSeats', 'of a person who departs, who has one', async (scene) => {
    const id = await license(scene);
    const { caller } = await scene.person('Leaver');
    await scene.bodyOf(scene.assets.post(`/v1/assets/${id}/seats`, { person: caller.id }));
    await scene.bodyOf(scene.admin.patch(`/v1/people/${caller.id}`, { departed: '2026-11-24' }));
    return () => runningAs('sweep', freeSeats(scene.world))(`person#${caller.id}`);
  }),
  cost('remind', 'of the end of a warranty', async (scene) => {
    const id = await scene.asset('a laptop', { warrantyEnd: '2026-11-25' });
    return () => runningAs('sweep', remind(scene.world))(`warranty#${id}`);
  }),
];
