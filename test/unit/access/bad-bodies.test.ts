import { expect, it } from '@jest/globals';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';
import { idOf } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

/** A change that is being implemented, in an API with viewers and other callers. */
const implementing = async () => {
  const desk = await changeDesk();
  const change = await desk.implementing();
  const api = await deskApi(desk);
  return { ...api, desk, change, rita: api.asCaller(desk.rita), ian: api.asCaller(desk.ian) };
};

it.each([
  ['POST', 'changes', 'cancel', 'change/not-yours'],
  ['POST', 'changes', 'hold', 'change/not-yours'],
  ['POST', 'changes', 'finish', 'change/not-yours'],
  ['POST', 'changes', 'decisions', 'approval/not-eligible'],
  ['POST', 'windows', 'end', 'window/not-yours'],
  ['PATCH', 'configuration-items', '', 'access/not-owner'],
])('X2 a caller without the right gets 403 for a bad body, and not 400: %s %s %s', async (method, noun, verb, code) => {
  const { as, change, desk } = await implementing();
  const id = { changes: change.id, windows: change.windowId, 'configuration-items': desk.database }[noun];
  const path = `/v1/${noun}/${id}${verb && `/${verb}`}`;

  for (const body of ['{"shoe": 43, "reason": 7}', '{', '[]']) {
    const headers = { 'content-type': 'application/json', 'if-match': '*' };
    const answer = await as('viewer').send(method, path, { body, headers });
    expect([answer.status, answer.body.code]).toEqual([403, code]);
    const allowed = await as('change-manager', 'configuration-manager').send(method, path, { body, headers });
    expect([verb, allowed.status]).toEqual([verb, verb === 'decisions' ? 403 : 400]);
  }
});

/** The codes with which a viewer's action is refused whose route names no roles. */
const refusals: Readonly<Record<string, string>> = {
  submitChange: 'change/not-yours',
  cancelChange: 'change/not-yours',
  holdChange: 'change/not-yours',
  resumeChange: 'change/not-yours',
  startChange: 'change/not-yours',
  finishChange: 'change/not-yours',
  extendChange: 'change/not-yours',
  withdrawDecision: 'approval/not-yours',
  decideOnChange: 'approval/not-eligible',
  overrideConflict: 'change/may-not-override',
  commentOnChange: 'change/not-yours',
  endWindow: 'window/not-yours',
  acceptAssignment: 'assignment/not-yours',
  declineAssignment: 'assignment/not-yours',
  reportOutage: 'outage/not-yours',
};
/** The code with which a viewer's action is refused: that of the route's roles, if it names any. */
const refusalOf = (name: string): string | undefined =>
  actions.some((action) => action.name === name && action.access !== 'signed-in') ? 'access/role-missing' : refusals[name];
const actions = allAreas
  .flatMap<Contract>(({ routes }) => routes)
  .filter(({ method, path, access }) => method === 'POST' && /\{\w+\}\/[^/]+$/.test(path) && access !== 'anyone');

type Scene = Pick<Awaited<ReturnType<typeof implementing>>, 'change' | 'as'>;

/** The path of an action on something that exists: a window, an assignment to somebody else, a service, or a change. */
const pathOf = async (path: string, { change, as }: Scene): Promise<string> => {
  if (path.includes('{decisionId}')) {
    const [decision] = (await as('viewer').get(`/v1/changes/${change.id}/approvals`)).body.items;
    return path.replace('{id}', change.id).replace('{decisionId}', decision.id);
  }
  if (path.startsWith('/v1/services/')) {
    const { id } = (await as('configuration-manager').post('/v1/configuration-items', { name: 'shop', class: 'service' })).body;
    return path.replace('{id}', id);
  }
  if (!path.includes('{assignmentId}')) return path.replace('{id}', String(path.startsWith('/v1/windows/') ? change.windowId : change.id));
  const manager = as('asset-manager');
  const { id } = (await manager.post('/v1/assets', { name: 'a laptop', kind: 'hardware' })).body;
  const assignment = (await manager.post(`/v1/assets/${id}/assignments`, { person: change.requester, acceptance: 'asked' })).body;
  return path.replace('{id}', id).replace('{assignmentId}', assignment.id);
};

it.each(actions.map(({ name, path }) => [name, path]))(
  'X2 a viewer gets 403 for a bad body to the action %s, and not 400',
  async (name, path) => {
    const { as, change } = await implementing();
    const bare = await pathOf(path, { change, as });

    for (const body of ['{"shoe": 43, "reason": 7}', '{', '[]', '']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await as('viewer').send('POST', bare, { body, headers });
      expect([body, answer.status, answer.body.code]).toEqual([body, 403, refusalOf(name)]);
    }
  },
);

it.each(actions.map(({ name, path }) => [name, path]))(
  'X2 a viewer gets 403 for a bad query or a bad Idempotency-Key of the action %s, and not 400',
  async (name, path) => {
    const { as, change } = await implementing();
    const bare = await pathOf(path, { change, as });
    const json = { 'content-type': 'application/json' };

    const query = await as('viewer').send('POST', `${bare}?shoe=1`, { body: '{}', headers: json });
    const key = await as('viewer').send('POST', bare, { body: '{}', headers: { ...json, 'idempotency-key': 'two words' } });
    const refusal = { status: 403, body: { code: refusalOf(name) } };
    expect([query, key]).toMatchObject([refusal, refusal]);
  },
);

it('X2 who may call is told what is wrong with a query, a version and an Idempotency-Key, and who may not is told that', async () => {
  const { as, change, desk } = await implementing();
  const cancel = (role: 'viewer' | 'change-manager', query: string, key: string) =>
    as(role).post(`/v1/changes/${change.id}/cancel${query}`, { reason: 'no' }, { 'idempotency-key': key });
  const patch = (role: 'viewer' | 'configuration-manager', headers: Record<string, string>) =>
    as(role).patch(`/v1/configuration-items/${desk.database}`, { name: 'db' }, headers);
  const codes = async (...answers: readonly Promise<{ readonly body: { readonly code: string } }>[]) =>
    (await Promise.all(answers)).map(({ body }) => body.code);

  expect(await codes(cancel('viewer', '?shoe=1', 'a'), cancel('viewer', '', 'two words'), patch('viewer', { 'if-match': '3' }))).toEqual([
    ...['change/not-yours', 'change/not-yours', 'access/not-owner'],
  ]);
  expect(
    await codes(
      cancel('change-manager', '?shoe=1', 'a'),
      cancel('change-manager', '', 'two words'),
      patch('configuration-manager', { 'if-match': '3' }),
    ),
  ).toEqual(['query/invalid', 'idempotency/key-invalid', 'version/malformed']);
});

it('X2 the token of another monitor gets 403 for a bad body', async () => {
  const { asCaller } = await implementing();
  const monitor = asCaller({ kind: 'monitor', id: idOf(7), roles: ['monitor'], teams: [] });
  const answer = await monitor.send('POST', `/v1/monitors/${idOf(8)}/alerts`, {
    body: '{',
    headers: { 'content-type': 'application/json' },
  });

  expect([answer.status, answer.body.code]).toEqual([403, 'monitor/other']);
});

it('P2 who implemented a change is told so before its status', async () => {
  const { as, asCaller, change, desk } = await implementing();
  const review = (caller: ReturnType<typeof as>) => caller.post(`/v1/changes/${change.id}/review`, { note: 'fine' });

  expect((await review(asCaller({ ...desk.ian, roles: ['change-manager'] }))).body.code).toBe('change/own-review');
  expect((await review(as('change-manager'))).body.code).toBe('change/not-in-review');
});

it('X2 a caller without the right is told so before the state of a window, and a monitor before anything is read', async () => {
  const { as, asCaller, change, records, clock } = await implementing();
  clock.set(change.window?.end ?? '');
  const end = async (caller: ReturnType<typeof as>) => {
    const before = records.usage.rowsRead;
    const { body } = await caller.post(`/v1/windows/${change.windowId}/end`, { reason: 'Done.' });
    return [body.code, records.usage.rowsRead - before];
  };

  expect(await end(as('viewer'))).toEqual(['window/not-yours', expect.any(Number)]);
  // The window and its change.
  expect(await end(as('change-manager'))).toEqual(['window/not-in-force', 2]);
  expect(await end(asCaller({ kind: 'monitor', id: change.id, roles: ['monitor'], teams: [] }))).toEqual(['window/not-yours', 0]);
});
