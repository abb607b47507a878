import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from '@jest/globals';
import { speakable } from '../../../shared/data/speakable.ts';
import { alertmanager } from '../../../shared/domain/monitor/kinds/alertmanager.ts';
import { sha256 } from '../../../shared/domain/sha256.ts';
import { anAlert, message } from '../../support/alerts.ts';
import { apiOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const json = { 'content-type': 'application/json' };
const api = apiOf((world) => [
  ...areaEndpoints.people(world),
  ...areaEndpoints['configuration-items'](world),
  ...areaEndpoints.monitors(world),
  ...areaEndpoints.evaluate(world),
]);
const [admin, manager] = [api.as('admin'), api.as('configuration-manager')];

it('S1 a question about labels of alerts is answered, also if they are not valid Unicode', async () => {
  const body = '{"alerts":[{"labels":{"\\uDC00":"a\\ud800b","x":"\\ud83d\\ude00"}},{"ci":"a\\ud800"}]}';
  const { status, body: answer } = await manager.send('POST', '/v1/suppression/evaluate', { body, headers: json });

  expect([status, answer.results]).toMatchObject([200, [{ suppressed: false }, { ci: 'a\ufffd', suppressed: false }]]);
});

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

it('I1 JSON that is nested deeper than the store accepts is refused', async () => {
  const register = (levels: number) =>
    manager.post('/v1/configuration-items', { name: 'deep', class: 'server', attributes: { a: nested(levels) } });

  expect((await register(18)).status).toBe(201);
  expect((await register(19)).body.code).toBe('body/too-deep');
});

it.each(['12345678901234567890', '1e400', '-1e300', '1e-300'])(
  'I1 a number that cannot be stored exactly is refused in free-form fields: %s',
  async (number) => {
    const body = `{"name":"counted","class":"server","attributes":{"size":{"bytes":[${number}]}}}`;
    const { status, body: refused } = await manager.send('POST', '/v1/configuration-items', { body, headers: json });

    expect([status, refused.code, refused.errors[0].pointer]).toEqual([400, 'body/invalid', '/attributes/size']);
  },
);

it.each([
  { labels: { constructor: 'x', prototype: 'y' } },
  { data: { constructor: { name: 'Set' } } },
  { list: [{ constructor: { name: 'Number' }, valueOf: 7 }], nothing: null },
])('S10 a row keeps a field with the name of a property of Object.prototype: %j', (row) => {
  expect(unmarshall(marshall(speakable({ ...row, unset: undefined }), { removeUndefinedValues: true }))).toEqual(row);
});

it('I1 a time that is outside the four-digit years in UTC is refused', async () => {
  for (const time of ['9999-12-31T23:59:59-10:00', '0000-01-01T00:00:00%2B01:00']) {
    const { status, body } = await admin.get(`/v1/episodes?to=${time}`);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'query/invalid', '/query/to']);
  }
});

it('M1 an alert with a time outside the four-digit years in UTC counts as unreadable', () => {
  const alerts = ['9999-12-31T23:59:59-10:00', '9999-12-31T23:59:59Z'].map((startsAt) => ({ ...anAlert('firing', 'db'), startsAt }));

  expect(alertmanager.read(message(...alerts), '2026-11-28T22:00:00.000Z')).toMatchObject({
    alerts: [{ warnings: ['starts-at-unreadable'] }, { warnings: ['starts-at-ahead'], sentStartsAt: '9999-12-31T23:59:59.000Z' }],
    unreadable: [],
  });
});

it('M1 a label with an empty name is left out, and a field with an empty name is refused', async () => {
  const { alerts } = alertmanager.read(message(anAlert('firing', 'db', { labels: { '': 'x' } })), '2026-11-28T22:00:00.000Z');
  const { status } = await manager.post('/v1/configuration-items', { name: 'odd', class: 'server', attributes: { a: [{ '': 1 }] } });

  expect([alerts[0]?.labels, status]).toEqual([{ alertname: 'HostDown', ci: 'db' }, 400]);
});

it('I4 a forged cursor is refused with 400', async () => {
  const list = sha256(JSON.stringify(['episodes', []])).slice(0, 12);
  const sealed = `${list}.${Buffer.from('x').toString('base64url')}`;

  const { status, body } = await admin.get(`/v1/episodes?cursor=${sealed}.${sha256(sealed).slice(0, 8)}`);

  expect([status, body.code]).toEqual([400, 'cursor/invalid']);
});

it.each(['='.repeat(32), 'A'.repeat(25), `${'A'.repeat(24)}=A==`])('M5 a secret that is not valid base64 is refused: %s', async (text) => {
  const receiver = { url: 'https://pager.test/hook', secret: `whsec_${text}` };
  const { status, body } = await admin.post('/v1/monitors', { name: 'prom', receiver });

  expect([status, body.errors?.[0].pointer]).toEqual([400, '/receiver/secret']);
});

it('I1 a path parameter that is too long for a key, or that is no UTF-8, is answered as an unknown path', async () => {
  const { as } = apiOf(areaEndpoints.people);

  for (const name of ['a'.repeat(3_000), '%ff', '%EF%BF%BD', 'a\ufffd'])
    expect(await as('admin').get(`/v1/people/${name}`)).toMatchObject({ status: 404, body: { code: 'path/unknown' } });
});
