import { expect, it } from '@jest/globals';
import { unmappedAlertsRow } from '../../../shared/data/monitor/unmapped-rows.ts';
import { day, plus } from '../../../shared/domain/clock.ts';
import { anAlert, aWorld, time } from '../../support/alerts.ts';

const scene = async () => {
  const world = await aWorld({ start: '22:10' });
  const list = async () => (await world.as('viewer').get(`/v1/monitors/${world.monitor.id}/unmapped`)).body.items;
  const alert = (name: string, labels: Readonly<Record<string, string>>) => ({ status: 'firing', labels: { alertname: name, ...labels } });
  return { ...world, list, alert };
};

it('M1 alerts that lead to no CI are listed with what was looked up, counted, the latest first', async () => {
  const { receive, alert, list, at, ci } = await scene();
  await ci('db-1');
  await receive(alert('A', { instance: 'web-1:9100' }), alert('B', { instance: 'web-1:9100' }), alert('A', { instance: 'db-1' }));
  at('22:20');
  await receive(alert('A', { ci: 'nobody' }), alert('C', {}));
  const tried = ['prometheus:instance=web-1:9100', 'hostname=web-1:9100', 'prometheus:instance=web-1', 'hostname=web-1'];

  expect(await list()).toEqual([
    { labels: { alertname: 'A', ci: 'nobody' }, count: 1, lastReceivedAt: time('22:20'), tried: ['nobody'] },
    { labels: { alertname: 'C' }, count: 1, lastReceivedAt: time('22:20'), tried: [] },
    { labels: { alertname: 'B', instance: 'web-1:9100' }, count: 2, lastReceivedAt: time('22:10'), tried },
  ]);
});

it('M1 a repeat and a recovery are not counted again, another alert of the same machine is', async () => {
  const { fire, recover, list } = await scene();
  await fire('nobody');
  await fire('nobody');
  await recover('nobody', '22:11');
  await fire('nobody', { name: 'Other' });

  expect(await list()).toMatchObject([{ count: 2, tried: ['nobody'] }]);
});

it('T1 at most 256 rows are kept for a monitor, at most 20 are written for a message, and each expires', async () => {
  const { world, records, receive, list } = await scene();
  await receive(...Array.from({ length: 100 }, (_, n) => anAlert('firing', `nobody-${n}`)));
  expect((await list()).length).toBeLessThanOrEqual(20);
  const slots = new Set(Array.from({ length: 5_000 }, (_, n) => world.unmapped.slotOf([`hostname=${n}`])));
  expect(slots.size).toBeLessThanOrEqual(256);
  const [row] = records.all().filter(unmappedAlertsRow.is);

  expect(row).toMatchObject({ ttl: Date.parse(plus(time('22:10'), 30 * day)) / 1_000 });
});

it('S2 an alert goes out also if it cannot be counted', async () => {
  const { world, monitor, receive, sendAll, posts } = await scene();
  const save = world.unmapped.save;
  Object.assign(world.unmapped, {
    save: () => {
      throw new Error('no');
    },
  });
  await receive(anAlert('firing', 'nobody'));
  await sendAll();
  Object.assign(world.unmapped, { save });

  expect([posts.length, await world.unmapped.of(monitor.id)]).toEqual([1, []]);
});

it('M1 alerts that give nothing to look up are listed by their name, or by their labels if they have none', async () => {
  const { receive, list } = await scene();
  const firing = (labels: object) => ({ status: 'firing', labels });
  await receive(firing({ alertname: 'A', pod: '1' }), firing({ alertname: 'A', pod: '2' }), firing({ alertname: 'B' }));
  await receive(firing({ pod: '1' }), firing({ pod: '2' }), firing({ alertname: 'A', pod: '3' }));
  const rows: readonly { readonly labels: object; readonly count: number; readonly tried: object }[] = await list();

  expect(rows.map(({ labels, count, tried }) => [JSON.stringify(labels), count, tried]).toSorted()).toEqual([
    ['{"alertname":"A","pod":"3"}', 3, []],
    ['{"alertname":"B"}', 1, []],
    ['{"pod":"1"}', 1, []],
    ['{"pod":"2"}', 1, []],
  ]);
});
