import type { ApiCaller } from '../api.ts';
import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

interface PlainNoun {
  readonly title: string;
  readonly path: string;
  /** What a new one says. */
  readonly body: (scene: CostScene, name: string) => object;
  readonly patch: object;
}

/** Twenty of a noun stand in the list whose cost is asked. */
const listed = 20;

/** The five routes of a declared noun. */
const plain = ({ title, path, body, patch }: PlainNoun): readonly Cost[] => {
  const create = ({ admin }: CostScene, said: object) => admin.post(path, said);
  const made = async (scene: CostScene, name = 'first'): Promise<string> => (await scene.bodyOf(create(scene, body(scene, name)))).id;
  return [
    cost(`create${title}`, 'one', (scene) => () => create(scene, body(scene, 'first'))),
    cost(`list${title}s`, `a page of ${listed}`, async (scene) => {
      for (let n = 0; n < listed; n += 1) await made(scene, `noun-${n}`);
      return () => scene.admin.get(`${path}?limit=${listed}`);
    }),
    cost(`read${title}`, 'one', async (scene) => {
      const id = await made(scene);
      return () => scene.admin.get(`${path}/${id}`);
    }),
    cost(`patch${title}`, 'one field', async (scene) => {
      const id = await made(scene);
      return () => scene.admin.patch(`${path}/${id}`, patch);
    }),
    cost(`delete${title}`, 'one', async (scene) => {
      const id = await made(scene);
      return () => scene.admin.delete(`${path}/${id}`, { 'if-match': '*' });
    }),
  ];
};

const responsible = ({ rita }: CostScene): string => rita.caller.id;
const named = (_: CostScene, name: string) => ({ name });

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
  ...plain({
    title: 'Person',
    path: '/v1/people',
    body: (_, name) => ({ name, email: `${name}@quiesce.test`, zone: 'UTC', roles: ['approver'] }),
    patch: { zone: 'Europe/Berlin' },
  }),
  ...plain({ title: 'Team', path: '/v1/teams', body: named, patch: { name: 'other' } }),
  ...plain({
    title: 'ContactGroup',
    path: '/v1/contact-groups',
    body: ({ anna }, name) => ({ name, members: [{ person: anna.caller.id }] }),
    patch: { channels: [{ kind: 'slack', address: '#ops' }] },
  }),
  ...plain({
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
  ...plain({
    title: 'Monitor',
    path: '/v1/monitors',
    body: (_, name) => ({ ...monitor, name }),
    patch: { graceSeconds: 60 },
  }),
  rotation('rotateMonitorToken', '/v1/monitors', () => monitor),
];
