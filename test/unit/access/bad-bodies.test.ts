import { expect, it } from '@jest/globals';
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

it('X2 a refused request to end a window that is not in force reads the window only, and a monitor reads nothing', async () => {
  const { as, asCaller, change, records, clock } = await implementing();
  clock.set(change.window?.end ?? '');
  const end = async (caller: ReturnType<typeof as>) => {
    const before = records.usage.rowsRead;
    const { body } = await caller.post(`/v1/windows/${change.windowId}/end`, { reason: 'Done.' });
    return [body.code, records.usage.rowsRead - before];
  };

  expect(await end(as('viewer'))).toEqual(['window/not-in-force', 1]);
  expect(await end(asCaller({ kind: 'monitor', id: change.id, roles: ['monitor'], teams: [] }))).toEqual(['window/not-yours', 0]);
});
