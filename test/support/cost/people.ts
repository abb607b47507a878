import type { ApiCaller } from '../api.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

interface DeclaredNoun {
  readonly title: string;
  readonly path: string;
  /** The body of a request that creates one. */
  readonly body: (scene: CostScene, name: string) => object;
  readonly patch: object;
}

/** The number of resources in the list whose cost is measured. */
const listed = 20;

/** The five routes of a declared noun. */
const routesOf = ({ title, path, body, patch }: DeclaredNoun): readonly Cost[] => {
  const create = ({ admin }: CostScene, input: object) => admin.post(path, input);
  const created = async (scene: CostScene, name = 'first'): Promise<string> => (await scene.bodyOf(create(scene, body(scene, name)))).id;
  return [
    cost(`create${title}`, 'one', (scene) => () => create(scene, body(scene, 'first'))),
    cost(`list${title}s`, `a page of ${listed}`, async (scene) => {
      for (let n = 0; n < listed; n += 1) await created(scene, `noun-${n}`);
      return () => scene.admin.get(`${path}?limit=${listed}`);
    }),
    cost(`read${title}`, 'one', async (scene) => {
      const id = await created(scene);
      return () => scene.admin.get(`${path}/${id}`);
    }),
    cost(`patch${title}`, 'one field', async (scene) => {
      const id = await created(scene);
      return () => scene.admin.patch(`${path}/${id}`, patch);
    }),
    cost(`delete${title}`, 'one', async (scene) => {
      const id = await created(scene);
      return () => scene.admin.delete(`${path}/${id}`, { 'if-match': '*' });
    }),
  ];
};

const responsible = ({ rita }: CostScene): string => rita.caller.id;
const nameOnly = (_: CostScene, name: string) => ({ name });

const rotation = (route: string, path: string, body: (scene: CostScene) => object): Cost =>
  cost(route, 'one', async (scene) => {
    const { id } = await scene.bodyOf(scene.admin.post(path, body(scene)));
    return () => scene.admin.post(`${path}/${id}/rotate-token`);
  });

const monitor = { name: 'prometheus', receiver: { url: 'https://pager.example/hook' } };
const me =
  (who: (scene: CostScene) => ApiCaller): Parameters<typeof cost>[2] =>
  (scene) =>
  () =>
    who(scene).get('/v1/me');

/** People, teams, contact groups, machine clients and monitors. */
export const peopleCosts: readonly Cost[] = [
  ...routesOf({
    title: 'Person',
    path: '/v1/people',
    body: (_, name) => ({ name, email: `${name}@quiesce.test`, zone: 'UTC', roles: ['approver'] }),
    patch: { zone: 'Europe/Berlin' },
  }),
  ...routesOf({ title: 'Team', path: '/v1/teams', body: nameOnly, patch: { name: 'other' } }),
  ...routesOf({
    title: 'ContactGroup',
    path: '/v1/contact-groups',
    body: ({ anna }, name) => ({ name, members: [{ person: anna.caller.id }] }),
    patch: { channels: [{ kind: 'slack', address: '#ops' }] },
  }),
  ...routesOf({
    title: 'Client',
    path: '/v1/clients',
    body: (scene, name) => ({ name, roles: ['viewer'], responsible: responsible(scene) }),
    patch: { name: 'other' },
  }),
  rotation('rotateClientToken', '/v1/clients', (scene) => ({ name: 'ci', roles: ['viewer'], responsible: responsible(scene) })),
  cost(
    'readMe',
    'a person',
    me(({ rita }) => rita),
  ),
  cost('listAuditEvents', 'a page of 20, all of today', async (scene) => {
    for (let n = 0; n < 21; n += 1) await scene.bodyOf(scene.admin.post('/v1/teams', { name: `team ${n}` }));
    return () => scene.admin.get('/v1/audit-events?limit=20');
  }),
  cost('listAuditEvents', 'of one subject', async (scene) => {
    const { id } = await scene.bodyOf(scene.admin.post('/v1/teams', { name: 'first' }));
    return () => scene.admin.get(`/v1/audit-events?limit=20&subject=team/${id}`);
  }),
  cost('createTeam', 'with an Idempotency-Key', ({ admin }) => {
    return () => admin.post('/v1/teams', { name: 'first' }, { 'idempotency-key': 'key-1' });
  }),
  ...routesOf({
    title: 'Monitor',
    path: '/v1/monitors',
    body: (_, name) => ({ ...monitor, name }),
    patch: { graceSeconds: 60 },
  }),
  rotation('rotateMonitorToken', '/v1/monitors', () => monitor),
];
