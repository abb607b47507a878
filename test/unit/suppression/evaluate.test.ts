import { expect, it } from '@jest/globals';
import { aWorld, time } from '../../support/alerts.ts';
import { idOf } from '../../support/api.ts';

const evening = async () => {
  const world = await aWorld({ start: '22:15' });
  const ask = (query: string) => world.as('viewer').get(`/v1/suppression?${query}`);
  return { ...world, ask, id: await world.ci('db-1') };
};

it('S1 the answer says whether alerts are suppressed, why and until when; overlapping windows count as one interval', async () => {
  const { window, ask, id } = await evening();
  const [a, b] = [await window([id], { from: '22:00', to: '23:00' }), await window([id], { from: '22:30', to: '23:30' })];

  expect(await ask(`ci=${id}`)).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  expect((await ask(`ci=${id}`)).body).toEqual({
    ci: id,
    name: 'db-1',
    suppressed: true,
    reasons: [{ window: a.id, change: a.change, revision: 1, until: time('23:00') }],
    decidedAt: time('22:15'),
    nextTransitionAt: time('23:30'),
    maxAgeSeconds: 30,
  });
  expect((await ask(`ci=${id}&at=${time('22:45')}`)).body.reasons.map((reason: { window: string }) => reason.window)).toEqual([a.id, b.id]);
  expect((await ask(`ci=${id}&at=${time('23:30')}`)).body).toMatchObject({ suppressed: false, reasons: [], nextTransitionAt: null });
  expect((await ask(`ci=${id}&at=${time('21:00')}`)).body).toMatchObject({ suppressed: false, nextTransitionAt: time('22:00') });
});

it('S1 windows that touch count as one interval', async () => {
  const { window, ask, id } = await evening();
  await window([id], { from: '22:00', to: '23:00' });
  await window([id], { from: '23:00', to: '23:30' });

  expect((await ask(`ci=${id}`)).body.nextTransitionAt).toBe(time('23:30'));
});

it('S1 a window that must be started first is not the next transition', async () => {
  const { window, ask, id } = await evening();
  await window([id], { fields: { mode: 'start-confirmed', inForce: [] } });

  expect((await ask(`ci=${id}`)).body).toMatchObject({ suppressed: false, nextTransitionAt: null });
});

it('S1 a CI is named by id, asset tag or alias; the answer for an unknown CI has a note', async () => {
  const { window, ask, id } = await evening();
  await window([id]);

  expect((await ask('alias=hostname=db-1')).body).toMatchObject({ ci: id, suppressed: true });
  expect((await ask('ci=hostname=db-1')).body).toMatchObject({ ci: id, suppressed: true });
  for (const unknown of ['ci=nobody', `ci=${idOf(77)}`, 'ci=%25%26', 'alias=hostname=nobody', 'alias=nonsense', 'ci=']) {
    expect(await ask(unknown)).toMatchObject({ status: 200, body: { suppressed: false, reasons: [], note: 'unknown-ci' } });
  }
  expect(await ask('')).toMatchObject({ status: 400, body: { code: 'suppression/ci-or-alias' } });
  expect(await ask('ci=a&alias=b=c')).toMatchObject({ status: 400 });
});

it('S1 a decommissioned CI counts as unknown', async () => {
  const { ci, window, ask } = await evening();
  const decommissioned = await ci('old', { stage: 'decommissioned' });
  await window([decommissioned]);

  expect((await ask(`ci=${decommissioned}`)).body).toMatchObject({ suppressed: false, note: 'unknown-ci' });
});

it('W1 an alias that was added after the approval does not count for that window', async () => {
  const { ci, window, ask, fire, sendAll, acceptedMessages } = await evening();
  const late = await ci('late', { updatedAt: time('22:10') });
  await window([late], { agreedAt: time('20:00') });

  expect((await ask('alias=hostname=late')).body).toMatchObject({ suppressed: false, note: 'newer-than-approval' });
  expect((await ask(`ci=${late}`)).body).toMatchObject({ suppressed: true });
  await fire('hostname=late');
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
});

it('S1 S6 a batch of CIs or labels is answered in the order of the request, and each CI is read once', async () => {
  const { window, as, asCaller, records, id, monitor } = await evening();
  await window([id]);
  const before = records.usage.requests;
  const alerts = [
    { ci: id },
    { labels: { instance: 'db-1:9187' } },
    { labels: { ci: 'hostname=db-1', severity: 'security' } },
    { labels: { job: 'x' } },
    ...Array.from({ length: 496 }, () => ({ labels: { instance: 'db-1' } })),
  ];
  const { status, body } = await asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] }).post(
    '/v1/suppression/evaluate',
    { alerts },
  );

  expect(status).toBe(200);
  expect(body.results.slice(0, 4)).toMatchObject([
    { ci: id, suppressed: true },
    { ci: id, suppressed: true },
    { ci: id, suppressed: false, note: 'never-suppressed' },
    { ci: null, suppressed: false, note: 'unknown-ci' },
  ]);
  expect(body.results).toHaveLength(500);
  expect(records.usage.requests - before).toBeLessThan(6);
  expect(await as('viewer').post('/v1/suppression/evaluate', { alerts: [...alerts, { ci: id }] })).toMatchObject({ status: 400 });
  expect(await as('viewer').post('/v1/suppression/evaluate', { alerts: [{ ci: id }], monitor: idOf(5) })).toMatchObject({ status: 404 });
});

it('S1 T6 a decision takes one query and one read of its windows, however many windows there were before', async () => {
  const { window, ask, records, id, clock } = await evening();
  for (let n = 0; n < 30; n += 1) await window([id]);
  clock.set('2026-11-30T00:00:00.000Z');
  const before = records.usage.requests;
  await ask(`ci=${id}`);

  expect(records.usage.requests - before).toBe(2);
});

it('W2 windows can be listed by time, item and state, and read by id', async () => {
  const { window, as, id, ci } = await evening();
  const other = await ci('db-2');
  const [a, b] = [await window([id]), await window([other], { from: '23:00', to: '23:30' })];
  const viewer = as('viewer');
  const ids = async (query: string) => (await viewer.get(`/v1/windows?${query}`)).body.items?.map((one: { id: string }) => one.id);
  const day = `from=${time('00:00')}&to=${time('+00:00')}`;

  expect(await ids(day)).toEqual([a.id, b.id]);
  expect(await ids(`${day}&item=${other}`)).toEqual([b.id]);
  expect(await ids(`${day}&state=in-force`)).toEqual([a.id]);
  expect(await ids(`activeAt=${time('23:10')}`)).toEqual([b.id]);
  for (const query of ['activeAt=9999-12-31T23:59:59.999Z', 'from=9999-12-15T00:00:00Z', 'activeAt=0000-01-01T00:00:00Z'])
    expect(await ids(query)).toEqual([]);
  expect(await ids(`${day}&limit=1`)).toEqual([a.id]);
  expect(await viewer.get(`/v1/windows/${a.id}`)).toMatchObject({ status: 200, body: { state: 'in-force', items: [id], lifts: [] } });
  expect(await viewer.get(`/v1/windows/${idOf(99)}`)).toMatchObject({ status: 404 });
  expect(await viewer.get('/v1/windows?from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z')).toMatchObject({
    status: 400,
    body: { code: 'windows/range' },
  });
});

it('I1 an entry that names no CI is told what it needs', async () => {
  const { as } = await aWorld();
  const ask = async (entry: unknown) => (await as('viewer').post('/v1/suppression/evaluate', { alerts: [{ ci: 'a' }, entry] })).body;

  for (const entry of [{}, 7, null, { hostname: 'web-7' }])
    expect((await ask(entry)).errors).toMatchObject([
      { pointer: '/alerts/1', detail: expect.stringMatching(/^each entry needs ci or labels/) },
    ]);
  expect((await ask({ ci: 7 })).errors[0].detail).toContain('ci is 7; it must be text');
});

it('S1 labels are read as those of a message: null and empty values are left out, and numbers become text', async () => {
  const world = await aWorld({
    monitor: {
      mapping: [
        { label: 'rack', scheme: 'rack', addedAt: time('21:00') },
        { label: 'peer', scheme: 'hostname', addedAt: time('21:00') },
      ],
    },
  });
  const ci = await world.ci('db-1', { aliases: [{ scheme: 'rack', value: '7' }] });
  await world.window([ci], { agreedAt: time('21:30') });
  const ask = async (labels: object) =>
    (await world.as('viewer').post('/v1/suppression/evaluate', { at: time('22:10'), monitor: world.monitor.id, alerts: [{ labels }] }))
      .body;

  expect((await ask({ rack: 7, gone: null, peer: '' })).results).toMatchObject([{ ci, suppressed: true }]);
});
