import type { ApiCaller } from '../api.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

interface DeclaredNoun {
  readonly title: string;
  /** @default the title with an s */
  readonly titles?: string;
  readonly path: string;
  /** The body of a request that creates one. */
  readonly body: (scene: CostScene, name: string) => object | Promise<object>;
  readonly patch: object;
  /** Who manages it. @default an admin */
  readonly by?: (scene: CostScene) => ApiCaller;
}

/** The number of resources in the list whose cost is measured. */
const listed = 20;

/** The five routes of a declared noun. */
export const declaredCosts = ({
  title,
  titles = `${title}s`,
  path,
  body,
  patch,
  by = ({ admin }) => admin,
}: DeclaredNoun): readonly Cost[] => {
  const create = (scene: CostScene, input: object) => by(scene).post(path, input);
  const created = async (scene: CostScene, name = 'first'): Promise<string> =>
    (await scene.bodyOf(create(scene, await body(scene, name)))).id;
  return [
    cost(`create${title}`, 'one', async (scene) => {
      const input = await body(scene, 'first');
      return () => create(scene, input);
    }),
    cost(`list${titles}`, `a page of ${listed}`, async (scene) => {
      for (let n = 0; n < listed; n += 1) await created(scene, `noun-${n}`);
      return () => by(scene).get(`${path}?limit=${listed}`);
    }),
    cost(`read${title}`, 'one', async (scene) => {
      const id = await created(scene);
      return () => by(scene).get(`${path}/${id}`);
    }),
    cost(`patch${title}`, 'one field', async (scene) => {
      const id = await created(scene);
      return () => by(scene).patch(`${path}/${id}`, patch);
    }),
    cost(`delete${title}`, 'one', async (scene) => {
      const id = await created(scene);
      return () => by(scene).delete(`${path}/${id}`, { 'if-match': '*' });
    }),
  ];
};

/** A person or team of its own for each resource, so that a list reads as many names as it has resources. */
const personFor = async ({ person }: CostScene, name: string): Promise<string> => (await person(`person-${name}`)).caller.id;
const teamFor = async ({ admin, bodyOf }: CostScene, name: string): Promise<string> =>
  (await bodyOf(admin.post('/v1/teams', { name: `team of ${name}` }))).id;
const nameOnly = (_: CostScene, name: string) => ({ name });

const rotation = (route: string, path: string, body: (scene: CostScene) => object | Promise<object>): Cost =>
  cost(route, 'one', async (scene) => {
    const { id } = await scene.bodyOf(scene.admin.post(path, await body(scene)));
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
  ...declaredCosts({
    title: 'Person',
    path: '/v1/people',
    body: async (scene, name) => ({
      ...{ name, email: `${name}@quiesce.test`, zone: 'UTC', roles: ['approver'] },
      teams: [await teamFor(scene, name)],
    }),
    patch: { zone: 'Europe/Berlin' },
  }),
  cost('deletePerson', 'the implementer of 20 changes that have ended', async (scene) => {
    const id = await personFor(scene, 'gone');
    for (let n = 0; n < 20; n += 1) {
      const change = await scene.draft({ implementer: id });
      await scene.bodyOf(scene.rita.post(`/v1/changes/${change.id}/cancel`, { reason: 'Not needed.' }));
    }
    return () => scene.admin.delete(`/v1/people/${id}`, { 'if-match': '*' });
  }),
  ...declaredCosts({ title: 'Team', path: '/v1/teams', body: nameOnly, patch: { name: 'other' } }),
  ...declaredCosts({
    title: 'ContactGroup',
    path: '/v1/contact-groups',
    body: async (scene, name) => ({ name, members: [{ person: await personFor(scene, name) }] }),
    patch: { channels: [{ kind: 'slack', address: '#ops' }] },
  }),
  ...declaredCosts({
    title: 'Client',
    path: '/v1/clients',
    body: async (scene, name) => ({ name, roles: ['viewer'], responsible: await personFor(scene, name) }),
    patch: { name: 'other' },
  }),
  rotation('rotateClientToken', '/v1/clients', async (scene) => ({
    name: 'ci',
    roles: ['viewer'],
    responsible: await personFor(scene, 'ci'),
  })),
  cost(
    'readMe',
    'a person',
    me(({ rita }) => rita),
  ),
  cost('listAuditEvents', 'a page of 20, all of today', async (scene) => {
    const admins: ApiCaller[] = [];
    for (let n = 0; n < 21; n += 1) admins.push(await scene.person(`Admin${n}`, 'admin'));
    for (const [n, admin] of admins.entries()) await scene.bodyOf(admin.post('/v1/teams', { name: `team ${n}` }));
    return () => scene.admin.get('/v1/audit-events?limit=20');
  }),
  cost('listAuditEvents', 'of one subject', async (scene) => {
    const { id } = await scene.bodyOf(scene.admin.post('/v1/teams', { name: 'first' }));
    return () => scene.admin.get(`/v1/audit-events?limit=20&subject=team/${id}`);
  }),
  cost('createTeam', 'with an Idempotency-Key', ({ admin }) => {
    return () => admin.post('/v1/teams', { name: 'first' }, { 'idempotency-key': 'key-1' });
  }),
  ...declaredCosts({
    title: 'Monitor',
    path: '/v1/monitors',
    body: async (scene, name) => ({ ...monitor, name, ownerTeam: await teamFor(scene, name) }),
    patch: { graceSeconds: 60 },
  }),
  rotation('rotateMonitorToken', '/v1/monitors', () => monitor),
];
