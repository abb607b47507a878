import { expect, it } from '@jest/globals';
import { tallyOf } from '../../../shared/application/episode/alert-tally.ts';
import { anAlert, aWorld } from '../../support/alerts.ts';

const scene = async () => {
  const world = await aWorld({ start: '22:10' });
  const test = (body: object = {}) => world.as('admin').post(`/v1/monitors/${world.monitor.id}/test`, body);
  return { ...world, test };
};

it('M1 a test sends one alert through to the receiver, each time, and leaves nothing open', async () => {
  const { test, sendAll, posts, episodes, monitor, world } = await scene();
  const first = await test();
  const second = await test();
  await sendAll();

  const ids = (await episodes()).map(({ id }) => id);
  expect([first, second]).toMatchObject([
    { status: 202, body: { episode: ids[0] } },
    { status: 202, body: { episode: ids[1] } },
  ]);
  expect(posts.map(({ body }) => [body.type, body.data.episode, body.data.labels])).toEqual(
    ids.map((id) => ['alert.firing', id, { alertname: 'QuiesceTest' }]),
  );
  expect(await episodes()).toMatchObject([1, 2].map(() => ({ state: 'forwarded', open: false, note: 'unknown-ci' })));
  expect(await world.episodes.openOf(monitor.id)).toEqual([]);
});

it('S11 a test counts neither as an alert of the comparison nor as one that no mapping reached', async () => {
  const { test, as, monitor } = await scene();
  await test();
  const read = async (report: string) => (await as('admin').get(`/v1/monitors/${monitor.id}/${report}`)).body;

  expect((await read('comparison')).totals).toMatchObject({ received: 0, wouldForward: 0 });
  expect((await read('unmapped')).items).toEqual([]);
});

it('S5 a test with the labels of a suppressed item is held, and released at the end of the window', async () => {
  const { test, ci, window, at, pass, sendAll, posts, episodes } = await scene();
  const id = await ci('db-1');
  const { id: windowId } = await window([id]);
  const { body } = await test({ labels: { ci: id, alertname: 'Mine' } });
  await sendAll();
  expect([await episodes(), posts]).toMatchObject([[{ id: body.episode, state: 'held', labels: { alertname: 'Mine' } }], []]);
  at('23:10');
  await pass(windowId);
  await sendAll();

  expect(posts).toHaveLength(1);
});

it('M1 a test with labels that are cut answers its own alert', async () => {
  const { test, episodes } = await scene();
  const labels = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`label${n}`, 'x'.repeat(900)]));
  const { status, body } = await test({ labels });

  expect([status, await episodes()]).toMatchObject([202, [{ id: body.episode, open: false, labelsDigest: expect.any(String) }]]);
});

it('X2 only admins test monitors; an unknown monitor and labels that are too long are refused', async () => {
  const { test, as, monitor } = await scene();

  expect((await as('viewer').post(`/v1/monitors/${monitor.id}/test`, {})).status).toBe(403);
  expect(await as('admin').post('/v1/monitors/01900000-0000-7000-8000-000000000009/test', {})).toMatchObject({
    status: 404,
    body: { code: 'monitor/not-found' },
  });
  expect(await test({ labels: { ci: 'x'.repeat(1_001) } })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/labels/ci' }] } });
});

it('S4 a test that is held does not count in the tally of the change, but an alert whose fingerprint looks like one does', async () => {
  const { test, ci, window, at, pass, receive, world } = await scene();
  const id = await ci('db-1');
  const { id: windowId } = await window([id]);
  await test({ labels: { ci: id } });
  expect(await tallyOf(world)(windowId)).toMatchObject({ quiet: 0, held: 0 });
  await receive({ ...anAlert('firing', id), fingerprint: 'test:1' });
  at('23:10');
  await pass(windowId);

  expect(await tallyOf(world)(windowId)).toMatchObject({ quiet: 1, held: 0, released: 1 });
});

it('M1 labels of a test are read as those of a message: null and empty values are left out, and other values become text', async () => {
  const { test, episodes } = await scene();
  const { status } = await test({ labels: { port: 9_100, ready: true, gone: null, empty: '', alertname: '' } });

  expect([status, (await episodes()).map(({ labels }) => labels)]).toEqual([
    202,
    [{ alertname: 'QuiesceTest', port: '9100', ready: 'true' }],
  ]);
});
