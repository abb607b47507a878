import { expect, it } from '@jest/globals';
import { apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const api = () => {
  const made = apiOf((world) => [...areaEndpoints.people(world), ...areaEndpoints['configuration-items'](world)]);
  return made.as('admin', 'configuration-manager');
};

it.each(['teams', 'contact-groups'])('T3 names of %s that differ only in the blanks inside are one name', async (plural) => {
  const admin = api();
  const created = await admin.post(`/v1/${plural}`, { name: 'Night  shift' });

  expect([created.status, created.body.name]).toEqual([201, 'Night  shift']);
  for (const name of ['night shift', 'Night\u00a0shift', 'Night \u3000 shift'])
    expect(await admin.post(`/v1/${plural}`, { name })).toMatchObject({ status: 409, body: { errors: [{ pointer: '/name' }] } });
});

it('T3 a CI is found by its name, whatever blanks are inside', async () => {
  const admin = api();
  const { id } = (await admin.post('/v1/configuration-items', { name: 'Core  switch', class: 'server' })).body;

  expect((await admin.get('/v1/configuration-items/Core%C2%A0switch')).body).toMatchObject({ id, name: 'Core  switch' });
  expect((await admin.get('/v1/configuration-items?name=core%20switch')).body.items).toMatchObject([{ id }]);
});

it.each(['\u2800', 'a\u2800b', 'a\ufff9b', 'a\ufffcb', 'a\ufffeb', 'a\u{1ffff}b', 'a\u0378b'])(
  'T3 a name with a character that shows nothing is refused: %j',
  async (name) => {
    const refused = { status: 400, body: { errors: [{ pointer: '/name', detail: expect.stringContaining('must not contain U+') }] } };

    expect(await api().post('/v1/teams', { name })).toMatchObject(refused);
  },
);

it('I1 a body in another charset than UTF-8 is refused', async () => {
  const admin = api();
  const send = (charset: string, name: string) =>
    admin.send('POST', '/v1/teams', { body: JSON.stringify({ name }), headers: { 'content-type': `application/json;${charset}` } });

  for (const charset of [' charset=utf-16', 'charset="ISO-8859-1"', ' a=b; Charset = utf-32'])
    expect(await send(charset, 'x')).toMatchObject({ status: 415, body: { code: 'body/content-type' } });
  for (const charset of [' charset=UTF-8', 'charset="utf-8"', ' charset=utf8', ' a=b'])
    expect((await send(charset, `team ${idOf(charset.length)}`)).status).toBe(201);
});
