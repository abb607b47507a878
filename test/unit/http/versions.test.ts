import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { apiOf, idOf } from '../../support/api.ts';

const withTeam = async () => {
  const api = apiOf(peopleEndpoints);
  const admin = api.as('admin');
  const client = api.asCaller({ kind: 'client', id: idOf(800), roles: ['admin'], teams: [], responsible: idOf(801) });
  const { body: team } = await admin.post('/v1/teams', { name: 'storage' });
  return { ...api, admin, client, path: `/v1/teams/${team.id}` };
};

it('I2 a patch or delete without If-Match is 428', async () => {
  const { admin, path } = await withTeam();

  for (const answer of [await admin.patch(path, { name: 'x' }, {}), await admin.delete(path)])
    expect([answer.status, answer.body.code]).toEqual([428, 'version/required']);
});

it.each(['"7"', '"0"', '"01"', 'W/"1"', '"one"', '""', '"7", W/"1"', '"a,b" , "7"'])(
  'I2 a version other than the stored one is 412: If-Match %s',
  async (ifMatch) => {
    const { admin, path } = await withTeam();

    const answer = await admin.patch(path, { name: 'x' }, { 'if-match': ifMatch });

    expect([answer.status, answer.body.code]).toEqual([412, 'version/stale']);
    expect((await admin.get(path)).body.name).toBe('storage');
  },
);

it.each(['"1"', '"7", "1"', '"7","1"', ', "1" ,, W/"7"', 'W/"1", "1"', '"a,b", "1"'])(
  'I2 If-Match may be a list, and one strong ETag of it has to match: %s',
  async (ifMatch) => {
    const { admin, path } = await withTeam();

    const answer = await admin.patch(path, { name: 'disks' }, { 'if-match': ifMatch });

    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
  },
);

it.each(['1', '"1', '1"', 'w/"1"', 'W/1', '"1" "2"', '"1", 2', '*, "1"', '"1", *', ',', '"1";'])(
  'I2 an If-Match that is not valid is 400 and says what to send: %s',
  async (ifMatch) => {
    const { admin, path } = await withTeam();

    const answer = await admin.patch(path, { name: 'disks' }, { 'if-match': ifMatch });

    expect([answer.status, answer.body.code]).toEqual([400, 'version/malformed']);
    expect(answer.body.detail).toContain('"3"');
    expect((await admin.get(path)).body.name).toBe('storage');
  },
);

it.each([{}, { name: 'storage' }, { name: ' storage ' }])(
  'I2 a patch that changes nothing is 200 and writes nothing: %j',
  async (patch) => {
    const { admin, path, records } = await withTeam();
    const rows = JSON.stringify(records.all());

    const answer = await admin.patch(path, patch, { 'if-match': '"1"' });

    expect([answer.status, answer.headers.etag, answer.body.version]).toEqual([200, '"1"', 1]);
    expect(JSON.stringify(records.all())).toBe(rows);
    expect((await admin.patch(path, patch, { 'if-match': '"2"' })).status).toBe(412);
  },
);

it('I2 If-Match accepts the ETag that was read, and each change returns a new one', async () => {
  const { admin, path } = await withTeam();

  const read = await admin.get(path);
  const first = await admin.patch(path, { name: 'disks' }, { 'if-match': read.headers.etag ?? '' });
  const second = await admin.patch(path, { name: 'tapes' }, { 'if-match': read.headers.etag ?? '' });

  expect([first.status, first.headers.etag]).toEqual([200, '"2"']);
  expect(second.status).toBe(412);
});

it('I2 only people may send `If-Match: *`', async () => {
  const { admin, client, path } = await withTeam();

  const byClient = await client.patch(path, { name: 'x' }, { 'if-match': '*' });
  const byPerson = await admin.patch(path, { name: 'disks' }, { 'if-match': '*' });

  expect([byClient.status, byClient.body.code]).toEqual([428, 'version/required']);
  expect(byPerson.status).toBe(200);
});

it('I2 of two simultaneous patches of one version, one succeeds', async () => {
  const { admin, path } = await withTeam();

  const answers = await Promise.all(['one', 'other'].map((name) => admin.patch(path, { name }, { 'if-match': '"1"' })));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

it('I2 a merge patch keeps fields that it does not name, and null removes optional ones', async () => {
  const { admin } = await withTeam();
  const { body } = await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC', secondEmail: 'ada@home.test' });

  const removed = await admin.patch(`/v1/people/${body.id}`, { secondEmail: null }, { 'if-match': '"1"' });
  const refused = await admin.patch(`/v1/people/${body.id}`, { name: null }, { 'if-match': '"2"' });

  expect(removed.body).toMatchObject({ name: 'Ada', email: 'ada@quiesce.test', version: 2 });
  expect(removed.body).not.toHaveProperty('secondEmail');
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/name']);
});
