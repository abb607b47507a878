import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';

const sent = async () => {
  const world = await aWorld({ start: '20:00' });
  const links = () => world.posts.map(({ body: { data } }) => [data.generatorURL, data.externalURL]);
  return { ...world, links, ci: await world.ci('db-1') };
};

const message = (externalURL: unknown, alert: object) => ({ externalURL, alerts: [alert] });

it('M2 a delivery has the latest received links of the alert and of its monitor', async () => {
  const { fire, recover, sendAll, links, at, ci } = await sent();
  await fire(ci, { since: '20:00', generatorURL: 'http://prometheus.test/1' });
  await sendAll();
  at('20:10');
  await fire(ci, { since: '20:00', generatorURL: 'http://prometheus.test/2' });
  await recover(ci, '20:20', { since: '20:00', generatorURL: 'http://prometheus.test/3' });
  await sendAll();

  expect(links()).toEqual([
    ['http://prometheus.test/1', 'http://alertmanager.test'],
    ['http://prometheus.test/3', 'http://alertmanager.test'],
  ]);
});

it('M2 a repeat updates the links of a held alert', async () => {
  const { fire, window, pass, sendAll, links, at, ci } = await sent();
  const { id } = await window([ci]);
  at('22:11');
  await fire(ci, { since: '22:10', generatorURL: 'http://prometheus.test/1' });
  at('22:20');
  await fire(ci, { since: '22:10', generatorURL: 'http://prometheus.test/2' });
  at('23:06');
  await pass(id);
  await sendAll();

  expect(links()).toEqual([['http://prometheus.test/2', 'http://alertmanager.test']]);
});

it.each([
  ['that is missing', undefined],
  ['that is empty', ''],
  ['that is not a text', 7],
  ['that is too long to store', `http://prometheus.test/${'x'.repeat(5_000)}`],
])('M1 a link %s is left out, and the alert is received', async (_, link) => {
  const { api, posts, sendAll, monitor, ci } = await sent().then((world) => ({
    ...world,
    api: world.asCaller({ kind: 'monitor', id: world.monitor.id, roles: ['monitor'], teams: [] }),
  }));
  const alert = { ...anAlert('firing', ci, { since: '20:00' }), generatorURL: link };

  expect(await api.post(`/v1/monitors/${monitor.id}/alerts`, message(link, alert))).toMatchObject({ status: 202 });
  await sendAll();

  expect(posts).toHaveLength(1);
  expect(Object.keys(posts[0]?.body.data)).not.toEqual(expect.arrayContaining(['generatorURL']));
  expect(Object.keys(posts[0]?.body.data)).not.toEqual(expect.arrayContaining(['externalURL']));
});
