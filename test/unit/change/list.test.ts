import { beforeAll, expect, it } from '@jest/globals';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';

/** A service that depends on the database, a team that owns the server, and a change on each. */
const scene = async () => {
  const desk = await changeDesk();
  const shop = await desk.ci('shop', { class: 'service', stage: 'proposed' });
  await desk.awaiting({ title: 'database', items: [desk.database] });
  await desk.awaiting({ title: 'server', items: [desk.server] });
  const { as } = await deskApi(desk);
  const manager = as('configuration-manager');
  await ok(manager.put(`/v1/configuration-items/${shop}/relations/depends-on/${desk.database}`, {}));
  const team = await ok(as('admin').post('/v1/teams', { name: 'crew' }));
  await ok(manager.patch(`/v1/configuration-items/${desk.server}`, { ownerTeam: team.id }));
  const list = (query: string) => as('viewer').get(`/v1/changes?${query}`);
  return { list, shop, server: desk.server, team: team.id as string };
};
let made: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  made = await scene();
});

it.each([
  ['of a service', ({ shop }: typeof made) => `service=${shop}`, ['database']],
  ['of a team, by its id', ({ team }: typeof made) => `team=${team}`, ['server']],
  ['of a team, by its name', () => 'team=crew', ['server']],
  ['of a service and a team that have none in common', ({ shop }: typeof made) => `service=${shop}&team=crew`, []],
  ['of a service, of its status', ({ shop }: typeof made) => `service=${shop}&status=awaiting-approval`, ['database']],
  ['of a service, of another status', ({ shop }: typeof made) => `service=${shop}&status=scheduled`, []],
] as const)('T4 the list of changes %s', async (_, query, titles) => {
  expect((await ok(made.list(query(made)))).items.map(({ title }: { title: string }) => title)).toEqual(titles);
});

it.each([
  ['a CI that is no service', ({ server }: typeof made) => `service=${server}`, '/query/service', 'service/unknown'],
  ['a service that does not exist', () => 'service=nothing', '/query/service', 'item/unknown'],
  ['a team that does not exist', () => 'team=nobody', '/query/team', 'team/unknown'],
] as const)('I1 the list of changes refuses %s', async (_, query, pointer, code) => {
  expect(await made.list(query(made))).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
});
