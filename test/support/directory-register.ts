import { apiOf } from './api.ts';
import { areaEndpoints } from './areas.ts';

/** The whole API, with Ada, Bob, a team, a group, a client, a change template and a CI that nobody names. */
export const register = async () => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
  const admin = api.as('admin', 'asset-manager', 'configuration-manager', 'change-manager');
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await admin.post(`/v1/${path}`, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.id;
  };
  const person = (name: string, ...roles: readonly string[]) =>
    made('people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', roles });
  const [ada, bob] = [await person('Ada', 'change-requester'), await person('Bob', 'change-manager')];
  const team = await made('teams', { name: 'Blue' });
  const group = await made('contact-groups', { name: 'on call' });
  const client = await made('clients', { name: 'pipeline', roles: ['change-requester'], responsible: bob });
  const ci = await made('configuration-items', { name: 'new-1', class: 'server', stage: 'build' });
  const other = await made('configuration-items', { name: 'web-1', class: 'server', stage: 'live', changeControl: 'off' });
  const shop = await made('configuration-items', { name: 'shop', class: 'service', stage: 'build' });
  const asBob = api.asCaller({ kind: 'person', id: bob, roles: ['change-manager', 'change-requester'], teams: [] });
  const bounds = { maxLength: 'PT1H', maxItems: 1 };
  const { body: restart } = await asBob.post('/v1/change-templates', { name: 'restart', change: { title: 'Restart' }, bounds });
  const asClient = api.asCaller({ kind: 'client', id: client, roles: ['change-requester'], teams: [], responsible: bob });
  const draft = { title: 'Upgrade', items: [other] };
  return { ...api, admin, made, ada, bob, team, group, client, ci, other, shop, template: restart.id as string, asBob, asClient, draft };
};
export type Register = Awaited<ReturnType<typeof register>>;
