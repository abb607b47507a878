import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';
import { deskApi } from '../../support/desk-api.ts';

/** A CI under a window from 22:00 to 23:00, at 22:10. */
const scene = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '22:10', ...settings });
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  const accountOf = async (query = 'from=2026-11-01&to=2026-11-30', headers = {}) =>
    (await deskApi(world)).as('viewer').get(`/v1/reports/suppression-account?${query}`, headers);
  return { ...world, id: ci, held: window, accountOf };
};

it('S4 every alert that was held is in the account, with its window and change and how it ended', async () => {
  const world = await scene();
  const { id, held, monitor } = world;
  await world.fire(id, { name: 'DiskFull' });
  await world.fire(id, { name: 'HostDown' });
  await world.recover(id, '22:20', { name: 'DiskFull' });
  await world.at('23:30');
  await world.pass(held.id);
  await world.sendAll();

  const { body } = await world.accountOf();

  expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  const common = { monitor: monitor.id, monitorName: monitor.name, items: [id], itemNames: [{ item: id, name: 'db-1' }] };
  const because = { windows: [held.id], changes: [held.change], changeNumbers: [held.number], observed: false };
  const released = { ending: 'released', sentAt: expect.any(String), reason: expect.stringContaining(held.number) };
  expect(body.items).toHaveLength(2);
  expect(body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...common, ...because, alert: 'DiskFull', ending: 'absorbed', closedAt: expect.any(String) }),
      expect.objectContaining({ ...common, ...because, ...released, alert: 'HostDown' }),
    ]),
  );
  expect(body.items.find(({ alert }: { alert: string }) => alert === 'DiskFull')).not.toHaveProperty('sentAt');
});

it('S4 an alert that is held now is in the account, and one that was sent at once is not', async () => {
  const world = await scene();
  const other = await world.ci('db-2');
  await world.fire(world.id, { name: 'DiskFull' });
  await world.fire(other, { name: 'HostDown' });

  const { items } = (await world.accountOf()).body;

  expect(items).toMatchObject([{ alert: 'DiskFull', ending: 'held' }]);
  expect((await world.accountOf('from=2026-01-01&to=2026-01-31')).body.items).toEqual([]);
});

it('S4 S11 what an observing monitor would have held is in the account, marked', async () => {
  const world = await scene({ monitor: { mode: 'observe', graceSeconds: 60 } });
  await world.fire(world.id, { name: 'DiskFull' });
  await world.at('23:02');

  expect((await world.accountOf()).body.items).toMatchObject([{ alert: 'DiskFull', ending: 'released', observed: true }]);
});

it('S4 the account is a table, too, and each of its pages leads to the next', async () => {
  const world = await scene();
  for (const name of ['A', 'B', 'C']) await world.fire(world.id, { name });

  const { body, headers } = await world.accountOf('from=2026-11-01&limit=2', { accept: 'text/csv' });

  const [head, ...rows] = String(body).trim().split('\r\n');
  expect(head).toContain('episode,monitor,monitorName,alert,items,itemNames,windows,changes,changeNumbers,ending,observed');
  expect(rows).toHaveLength(2);
  expect(new Headers(headers).get('link')).toContain('rel="next"');
});
