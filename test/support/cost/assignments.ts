import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const held = 20;

/** A laptop that is checked out to Rita. @returns the path of the assignment */
const checkedOut = async ({ assets, asset, rita }: CostScene): Promise<string> => {
  const id = await asset('a laptop');
  const body = { person: rita.caller.id, acceptance: 'asked', dueDate: '2026-12-24' };
  const answer = await assets.post(`/v1/assets/${id}/assignments`, body);
  return `/v1/assets/${id}/assignments/${answer.body.id}`;
};

/** Who has which asset. */
export const assignmentCosts: readonly Cost[] = [
  cost('checkOutAsset', 'to a person, with a due date', async ({ assets, asset, rita }) => {
    const id = await asset('a laptop');
    return () => assets.post(`/v1/assets/${id}/assignments`, { person: rita.caller.id, dueDate: '2026-12-24' });
  }),
  cost('listAssignments', 'one', async (scene) => {
    const path = await checkedOut(scene);
    return () => scene.viewer.get(path.slice(0, path.lastIndexOf('/')));
  }),
  cost('checkInAsset', 'from a person', async (scene) => {
    const path = await checkedOut(scene);
    return () => scene.assets.post(`${path}/return`, { condition: 'working' });
  }),
  cost('acceptAssignment', 'by the holder', async (scene) => {
    const path = await checkedOut(scene);
    return () => scene.rita.post(`${path}/accept`);
  }),
  cost('declineAssignment', 'by the holder', async (scene) => {
    const path = await checkedOut(scene);
    return () => scene.rita.post(`${path}/decline`);
  }),
  cost('readHoldings', `${held} assets`, async (scene) => {
    for (let n = 0; n < held; n += 1) await checkedOut(scene);
    return () => scene.viewer.get(`/v1/people/${scene.rita.caller.id}/holdings`);
  }),
];
