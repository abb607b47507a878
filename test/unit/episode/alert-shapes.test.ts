import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';

const monitored = async () => {
  const world = await aWorld({ start: '22:11' });
  const api = world.asCaller({ kind: 'monitor', id: world.monitor.id, roles: ['monitor'], teams: [] });
  const send = (body: object) => api.post(`/v1/monitors/${world.monitor.id}/alerts`, body);
  return { ...world, id: await world.ci('db-1'), send };
};

it('M1 labels with null are left out, and other values become text', async () => {
  const { send, episodes, id } = await monitored();
  const labels = { alertname: 'A', ci: id, gone: null, port: 9_100, ready: false, list: [1, 'a'], '': 'nameless' };

  expect((await send({ alerts: [{ ...anAlert('firing', id), labels, annotations: { value: 81.5, none: null } }] })).status).toBe(202);
  expect(await episodes()).toMatchObject([
    {
      labels: { alertname: 'A', ci: id, port: '9100', ready: 'false', list: '[1,"a"]' },
      annotations: { value: '81.5' },
      items: [{ id }],
    },
  ]);
  expect(Object.keys((await episodes())[0]?.labels ?? {})).toHaveLength(5);
});

it.each([[undefined], [null], ['suppressed'], [7], ['RESOLVED']])('M1 an alert with the status %j is firing', async (status) => {
  const { send, episodes, id } = await monitored();
  await send({ alerts: [{ ...anAlert('firing', id), status }] });

  expect(await episodes()).toMatchObject([{ open: true }]);
});

it.each([[42], [''], [null], [{ a: 1 }], [[]]])(
  'M1 an alert with the fingerprint %j is taken, and repeats of it are known',
  async (fingerprint) => {
    const { send, episodes, id } = await monitored();
    for (let n = 0; n < 2; n += 1) expect((await send({ alerts: [{ ...anAlert('firing', id), fingerprint }] })).status).toBe(202);

    expect(await episodes()).toMatchObject([{ fingerprint: fingerprint === 42 ? '42' : expect.stringMatching(/./), repeats: 1 }]);
  },
);

it('M1 S2 only alerts without labels are refused, each with its place and the reason; the others are stored', async () => {
  const { send, episodes, id } = await monitored();
  const nameless = [{}, { labels: null }, { labels: {} }, { labels: { ci: null } }, { labels: ['ci'] }, null, 'alert'];
  const answer = await send({ alerts: [anAlert('firing', id), ...nameless, anAlert('firing', id, { name: 'B' })] });

  expect(answer).toMatchObject({ status: 422, body: { code: 'alerts/unreadable' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(nameless.map((_, place) => `/alerts/${place + 1}`));
  expect(answer.body.errors[0].detail).toContain('at least one label');
  expect(await episodes()).toHaveLength(2);
});

it('M1 at most twenty unreadable alerts are named', async () => {
  const { send } = await monitored();
  const { body } = await send({ alerts: Array(127_000 / 4).fill(null) });

  expect(body.errors).toHaveLength(20);
  expect(body.detail).toContain('31750 of 31750');
});

it.each([[null], ['many'], [{}], [Number.NaN], [-1], ['']])(
  'M1 a count %j of alerts that were left out refuses nothing',
  async (truncatedAlerts) => {
    const { send, id } = await monitored();

    expect((await send({ truncatedAlerts, alerts: [anAlert('firing', id)] })).status).toBe(202);
  },
);

it('S9 as in Alertmanager, a label with an empty value is the same as no label', async () => {
  const { send, episodes, id } = await monitored();
  const { fingerprint, ...alert } = anAlert('firing', id);
  await send({ alerts: [alert] });
  await send({ alerts: [{ ...alert, labels: { ...alert.labels, peer: '' } }] });
  const nothing = await send({ alerts: [{ ...alert, labels: { ci: '' } }] });

  expect(await episodes()).toMatchObject([{ labels: { alertname: 'HostDown', ci: id }, repeats: 1 }]);
  expect(nothing.body.errors).toMatchObject([{ pointer: '/alerts/0' }]);
  expect(fingerprint).toBeDefined();
});

it('S2 M1 an alert with a label that cannot be stored goes out without it, is marked, and is named in the answer', async () => {
  const { send, episodes, id, sendAll, posts } = await monitored();
  const bad = (part: string) => ({ ...anAlert('firing', id, { name: part }), [part]: JSON.parse('{"alertname":"A","__proto__":"x"}') });
  const answer = await send({ alerts: [bad('labels'), anAlert('firing', id, { name: 'C' }), bad('annotations')] });
  await sendAll();

  expect(answer).toMatchObject({ status: 422, body: { code: 'alerts/unreadable', detail: '2 of 3 alerts are stored only in part' } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/alerts/0', '/alerts/2']);
  expect(answer.body.errors[0].detail).toContain('__proto__');
  expect((await episodes()).map(({ annotations }) => annotations.quiesce_cut)).toEqual(['true', undefined, 'true']);
  expect(posts).toHaveLength(3);
});

it('I1 the answer says if none of the alerts is stored', async () => {
  const { send, id } = await monitored();

  expect((await send({ alerts: [null, {}] })).body.detail).toBe('2 of 2 alerts cannot be read; none is stored');
  expect((await send({ alerts: [null, anAlert('firing', id)] })).body.detail).toBe('1 of 2 alerts cannot be read; the others are stored');
});

it('I1 the error about a message that is not JSON shows a message of alerts', async () => {
  const { asCaller, monitor } = await monitored();
  const api = asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] });
  const { body } = await api.send('POST', `/v1/monitors/${monitor.id}/alerts`, {
    body: '{',
    headers: { 'content-type': 'application/json' },
  });

  expect([body.code, body.detail]).toEqual(['body/not-json', expect.stringMatching(/such as \{"alerts": \[\{.*"labels"/)]);
});
