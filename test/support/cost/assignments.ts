import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const held = 20;

/** A laptop that is checked out to Rita, who is asked to accept it. */
export const checkedOutAsset = async ({ assets, asset, rita }: CostScene) => {
  const id = await asset('a laptop');
  const body = { person: rita.caller.id, acceptance: 'asked', dueDate: '2026-12-24' };
  return { id, assignment: (await assets.post(`/v1/assets/${id}/assignments`, body)).body.id as string };
};

/** @returns the path of the assignment of a laptop to Rita */
const checkedOut = async (scene: CostScene): Promise<string> => {
  const { id, assignment } = await checkedOutAsset(scene);
  return `/v1/assets/${id}/assignments/${assignment}`;
};

/** The path of the link with which Rita accepts a laptop. */
const acceptanceLink = async (scene: CostScene): Promise<string> => scene.acceptanceLink((await checkedOutAsset(scene)).id);

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
  cost('readAcceptancePage', 'before the answer', async (scene) => {
    const link = await acceptanceLink(scene);
    return () => scene.anonymous('GET', link);
  }),
  cost('mailAcceptanceCode', 'the first code', async (scene) => {
    const link = await acceptanceLink(scene);
    return () => scene.form(`${link}/code`);
  }),
  cost('answerByAcceptancePage', 'accepted', async (scene) => {
    const link = await acceptanceLink(scene);
    const code = await scene.code(link);
    return () => scene.form(`${link}/answer`, { code, answer: 'accept' });
  }),
  cost('readHoldings', `${held} assets`, async (scene) => {
    for (let n = 0; n < held; n += 1) await checkedOut(scene);
    return () => scene.viewer.get(`/v1/people/${scene.rita.caller.id}/holdings`);
  }),
];
