import { expect, it } from '@jest/globals';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';
import { star } from '../../support/use.ts';

const office = async () => {
  const desk = await changeDesk();
  const api = await deskApi(desk);
  const now = desk.clock.now();
  const times = { start: now, end: plus(now, 24 * hour) };
  return { ...desk, api, times, ...{ asAnna: api.asCaller(desk.anna), asAbe: api.asCaller(desk.abe), asMax: api.asCaller(desk.max) } };
};

it('P3 a person delegates, changes the times and revokes; others read it, and only the giver and change managers may change it', async () => {
  const { asAnna, asAbe, api, times, anna, abe, rita } = await office();
  const made = await asAnna.post('/v1/delegations', { to: 'abe@quiesce.test', ...times, reason: 'holiday' });
  const path = `/v1/delegations/${made.body.id}`;

  expect(made).toMatchObject({
    status: 201,
    body: { from: anna.id, to: abe.id, by: anna.id, fromName: 'Anna', toName: 'Abe', version: 1 },
  });
  expect((await api.asCaller(rita).get('/v1/delegations')).body.items).toMatchObject([{ reason: 'holiday' }]);
  const unsaid = await asAnna.post('/v1/delegations', { to: 'abe@quiesce.test', ...times, reason: ' ' });
  expect(unsaid.body.errors).toMatchObject([{ pointer: '/reason', code: 'too-small' }]);
  const end = plus(times.start, hour);
  expect(await asAbe.patch(path, { end }, star)).toMatchObject({ status: 403, body: { code: 'delegation/not-yours' } });
  expect(await asAnna.patch(path, { end }, star)).toMatchObject({ status: 200, body: { end, version: 2 } });
  expect(await asAbe.delete(path, star)).toMatchObject({ status: 403 });
  expect((await asAnna.delete(path, star)).status).toBe(204);
  expect((await asAnna.get(path)).status).toBe(404);
});

it('P3 a change manager delegates for somebody who is ill, but to somebody else than themself; others delegate for themself only', async () => {
  const { asMax, asAbe, times, anna, abe, max } = await office();

  const made = await asMax.post('/v1/delegations', { from: anna.id, to: abe.id, ...times });

  expect(made).toMatchObject({ status: 201, body: { from: anna.id, by: max.id, byName: 'Max' } });
  expect(await asMax.post('/v1/delegations', { from: anna.id, to: max.id, ...times })).toMatchObject({
    status: 403,
    body: { code: 'delegation/not-for-yourself' },
  });
  expect(await asAbe.post('/v1/delegations', { from: anna.id, to: max.id, ...times })).toMatchObject({
    status: 403,
    body: { code: 'delegation/not-yours' },
  });
  expect((await asMax.delete(`/v1/delegations/${made.body.id}`, star)).status).toBe(204);
});

it.each([
  ['delegation/to-oneself', '/to', { to: 'anna@quiesce.test' }],
  ['delegation/ends-before-start', '/end', { end: '2026-11-24T11:00:00.000Z' }],
  ['delegation/over', '/end', { start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T11:00:00.000Z' }],
  ['person/unknown', '/to', { to: 'nobody@quiesce.test' }],
])('P3 a delegation that cannot be is 400 %s at %s, and nothing is written', async (code, pointer, fields) => {
  const { asAnna, times } = await office();

  const refused = await asAnna.post('/v1/delegations', { to: 'abe@quiesce.test', ...times, ...fields });

  expect(refused).toMatchObject({ status: 400, body: { code, errors: [{ pointer }] } });
  expect((await asAnna.get('/v1/delegations')).body.items).toEqual([]);
});

it('P3 delegations in a circle at the same time are 400, directly and through others', async () => {
  const { asAnna, asAbe, api, times, anna, abe, ada } = await office();
  const asAda = api.asCaller(ada);
  const later = { start: plus(times.end, hour), end: plus(times.end, 2 * hour) };
  expect((await asAnna.post('/v1/delegations', { to: abe.id, ...times })).status).toBe(201);

  const direct = await asAbe.post('/v1/delegations', { to: anna.id, ...times });
  expect((await asAbe.post('/v1/delegations', { to: ada.id, ...times })).status).toBe(201);
  const through = await asAda.post('/v1/delegations', { to: anna.id, ...times });
  const otherTime = await asAda.post('/v1/delegations', { to: anna.id, ...later });

  const circle = { status: 400, body: { code: 'delegation/circle', errors: [{ pointer: '/to' }] } };
  expect([direct, through]).toMatchObject([circle, circle]);
  expect(otherTime.status).toBe(201);
  const moved = await asAda.patch(`/v1/delegations/${otherTime.body.id}`, { start: times.start }, star);
  expect(moved).toMatchObject(circle);
});

it('P3 two delegations that would close a circle at the same moment: one is made', async () => {
  const { asAnna, asAbe, times, anna, abe } = await office();

  const answers = await Promise.all([
    asAnna.post('/v1/delegations', { to: abe.id, ...times }),
    asAbe.post('/v1/delegations', { to: anna.id, ...times }),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
});

it('P3 giver and delegate stay as they are, and what has ended is not changed any more', async () => {
  const { asAnna, times, ada, abe, api } = await office();
  const { body } = await asAnna.post('/v1/delegations', { to: abe.id, ...times });
  const path = `/v1/delegations/${body.id}`;

  expect(await asAnna.patch(path, { to: ada.id }, star)).toMatchObject({ status: 400, body: { code: 'delegation/fixed' } });
  expect((await asAnna.patch(path, { to: 'abe@quiesce.test', reason: 'ill' }, star)).status).toBe(200);
  api.clock.set(times.end);
  expect(await asAnna.patch(path, { end: plus(times.end, hour) }, star)).toMatchObject({
    status: 409,
    body: { code: 'delegation/ended' },
  });
});

it('I8 a person is not deleted while a delegation names them, and may be deleted when it is over', async () => {
  const { asAnna, api, times } = await office();
  const { body: zoe } = await api.as('admin').post('/v1/people', { name: 'Zoe', email: 'zoe@quiesce.test', zone: 'Europe/Berlin' });
  await asAnna.post('/v1/delegations', { to: zoe.id, ...times });

  expect(await api.as('admin').delete(`/v1/people/${zoe.id}`, star)).toMatchObject({ status: 409, body: { code: 'person/in-use' } });
  api.clock.set(times.end);
  expect((await api.as('admin').delete(`/v1/people/${zoe.id}`, star)).status).toBe(204);
});
