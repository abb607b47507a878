import { expect, it } from '@jest/globals';
import type { Caller } from '../../../shared/domain/access.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

type Desk = Awaited<ReturnType<typeof changeDesk>>;

const end = plus(noon, 2 * hour);
const window = { start: plus(noon, hour), end, mode: 'planned' };

/** The status, the code and the first pointer of an answer to a request that must not have written anything. */
const refusalOf = async (desk: Desk, caller: Caller, path: string, body: object) => {
  const api = await deskApi(desk);
  const rows = api.records.all();
  const { status, headers, body: problem }: ApiAnswer = await api.asCaller(caller).post(path, body);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(problem).toMatchObject({ type: `urn:quiesce:problem:${problem.code}`, status, instance: path, detail: expect.any(String) });
  expect(api.records.all()).toEqual(rows);
  return [status, problem.code, problem.errors?.[0].pointer];
};

it.each([
  ['to before the present end', { now: plus(noon, 90 * minute), later: plus(end, -minute) }, 400, 'window/not-longer'],
  ['to the present end', { now: plus(noon, 90 * minute), later: end }, 400, 'window/not-longer'],
  ['to more than 14 days in all', { now: plus(noon, 90 * minute), later: plus(window.start, 14 * day + 1) }, 400, 'window/too-long'],
  ['asked for at the end of the window', { now: end, later: plus(end, hour) }, 409, 'window/in-the-past'],
  ['asked for after the end of the window', { now: plus(end, minute), later: plus(end, hour) }, 409, 'window/in-the-past'],
])('W2 an extension %s is refused at /end, and nothing is written', async (_, { now, later }, status, code) => {
  const desk = await changeDesk();
  const { id } = await desk.implementing({ window });
  desk.clock.set(now);

  const refusal = await refusalOf(desk, desk.ian, `/v1/changes/${id}/extend`, { end: later, reason: 'the restore takes longer' });

  expect(refusal).toEqual([status, code, '/end']);
});

it('W2 an extension by somebody who has no part in the change is refused, and nothing is written', async () => {
  const desk = await changeDesk();
  const { id } = await desk.implementing({ window });
  const stranger = await desk.person('Stan', 'change-requester');

  const refusal = await refusalOf(desk, stranger, `/v1/changes/${id}/extend`, { end: plus(end, hour), reason: 'longer' });

  expect(refusal).toEqual([403, 'change/not-yours', undefined]);
});

it.each<readonly [string, (desk: Desk) => Caller | Promise<Caller>, string]>([
  ['its implementer', ({ ian }) => ({ ...ian, roles: ['change-manager'] }), 'change/own-override'],
  ['its requester', ({ rita }) => ({ ...rita, roles: ['change-manager'] }), 'change/own-override'],
  ['a freeze approver', ({ person }) => person('Fay', 'freeze-approver'), 'change/may-not-override'],
  [
    'a client',
    ({ ada, max }) => ({ kind: 'client', id: max.id, roles: ['change-manager'], teams: [], responsible: ada.id }),
    'change/persons-only',
  ],
])('H2 an override of two changes on one CI by %s is refused, and nothing is written', async (_, callerOf, code) => {
  const desk = await changeDesk();
  const changes = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  for (const change of changes) await desk.vote(change, desk.anna);

  const path = `/v1/changes/${changes[1]?.id}/override`;
  const refusal = await refusalOf(desk, await callerOf(desk), path, { conflict: 'same-ci', reason: 'Both work on different schemas.' });

  expect(refusal).toEqual([403, code, undefined]);
});

it('H2 an override of a conflict that does not exist is refused at /conflict, and nothing is written', async () => {
  const desk = await changeDesk();
  const { id } = await desk.awaiting({ window });

  const refusal = await refusalOf(desk, desk.max, `/v1/changes/${id}/override`, { conflict: 'same-ci', reason: 'x' });

  expect(refusal).toEqual([409, 'change/no-such-conflict', '/conflict']);
});
