import { expect, it, jest } from '@jest/globals';
import * as table from '../../../shared/data/table.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { identityOf } from '../../../shared/domain/monitor/received-alert.ts';
import type { Page, PageRequest } from '../../../shared/domain/store.ts';
import { anAlert, aWorld, time } from '../../support/alerts.ts';
import { countingIds, settableClock } from '../../support/api.ts';
import { aChange } from '../../support/approvals.ts';
import { anAsset, byTest } from '../../support/items.ts';
import { allPages } from '../../support/paging.ts';
import type { World } from '../../support/world.ts';

/** The repositories as in a version of the code with this number of shards for lists, on the same rows. */
const withIndexShards = async (count: number, ...[records, ...rest]: Parameters<typeof import('../../support/world.ts').worldOn>) => {
  jest.resetModules();
  jest.unstable_mockModule('../../../shared/data/table.ts', () => ({ ...table, indexShards: count }));
  const { worldOn } = await import('../../support/world.ts');
  return worldOn(records, ...rest);
};

const hosts = Array.from({ length: 24 }, (_, at) => `db-${at}`);
const twoMonths = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' };

/** The number of entities of each kind that the repositories find. Each kind is stored in shards. */
const countAll = async (world: World, { monitor, window }: { readonly monitor: string; readonly window: string }) => {
  const list = async (page: (request: PageRequest) => Promise<Page<unknown>>) =>
    (await allPages((from) => page({ limit: 10, ...from }))).flat().length;
  const identities = hosts.map((host) => identityOf(anAlert('firing', `hostname=${host}`)));
  return {
    cis: await list((request) => world.configurationItems.page(request, [])),
    ofClass: await list((request) => world.configurationItems.page(request, [{ field: 'class', value: 'server' }])),
    assets: await list((request) => world.assets.page(request, [])),
    windows: await list((request) => world.windows.page({ ...request, ...twoMonths })),
    episodes: await list((request) => world.episodes.page({ ...request, ...twoMonths, monitor })),
    monitors: await list((request) => world.monitors.page(request)),
    teams: await list((request) => world.teams.page(request)),
    changes: await list((request) => world.changes.page(request)),
    drafts: await list((request) => world.changes.page({ ...request, status: 'draft' })),
    events: await list((request) => world.events.page({ ...request, ...twoMonths })),
    open: (await world.episodes.open(monitor, identities)).length,
    openOf: (await world.episodes.openOf(monitor)).length,
    closed: (await world.episodes.closed(monitor, identities)).length,
    holds: (await world.episodes.holdsOf(window)).length,
    pending: (await world.events.pending('9', 1_000)).length,
    toSend: (await world.episodes.pendingOf(monitor, 100)).length,
  };
};

it('T4 raising the number of shards for lists loses nothing: rows, open episodes, holds and pending events are found, both old and new', async () => {
  const desk = await aWorld({ start: '22:15' });
  const ids = await Promise.all(hosts.map((host) => desk.ci(host)));
  const window = await desk.window(ids);
  for (const host of hosts) await desk.fire(`hostname=${host}`);
  for (const host of hosts.slice(0, 8)) await desk.recover(`hostname=${host}`, '22:16');
  const write = async (world: World) => {
    for (const _ of hosts) {
      const event = newEvent(world)('AssetRegistered', { actor: 'system', subject: { type: 'item', id: world.ids.next() } });
      const { id } = anAsset();
      const team = { id, version: 1, createdAt: time('22:00'), updatedAt: time('22:00'), name: id };
      const draft = aChange({ id, number: `CHG-${id}`, status: 'draft' });
      await world.store.commit([
        ...world.assets.save(anAsset(), byTest),
        ...world.teams.save(team),
        ...world.changes.save(draft),
        world.events.record(event),
      ]);
    }
  };
  await write(desk.world);
  const place = { monitor: desk.monitor.id, window: window.id };
  for (let n = 0; n < 6; n += 1) await desk.fire(`hostname=unknown-${n}`);
  const before = await countAll(desk.world, place);
  expect(before).toMatchObject({
    cis: 24,
    ofClass: 24,
    assets: 24,
    teams: 24,
    changes: 24,
    drafts: 24,
    windows: 1,
    monitors: 1,
    holds: 24,
    pending: 24,
  });
  expect(before).toMatchObject({ episodes: 30, open: 16, openOf: 22, closed: 8, toSend: 6 });

  const raised = await withIndexShards(8, desk.records, settableClock(plus(time('22:15'), minute)), countingIds());
  expect(await countAll(raised, place)).toEqual(before);
  await write(raised);

  expect(await countAll(raised, place)).toEqual({
    ...before,
    assets: 48,
    teams: 48,
    changes: 48,
    drafts: 48,
    events: before.events + 24,
    pending: 48,
  });
  const shards = new Set(desk.records.all().flatMap(({ inOrderPk }) => (String(inOrderPk).startsWith('ASSET#') ? [inOrderPk] : [])));
  expect(shards.size).toBeGreaterThan(4);
});

it('T4 the numbers of shards in primary keys never change, because a row is found by computing its shard again', () => {
  const all = Object.entries(table).filter(([name]) => name.endsWith('Shards') && name !== 'indexShards');

  expect(Object.fromEntries(all)).toEqual({
    openShards: 4,
    closedShards: 4,
    holdShards: 16,
    pendingShards: 4,
    reservationShards: 32,
    dueShards: { minute: 1, alerts: 8, outages: 4, day: 8 },
    postingShards: 4,
  });
});
