import { describe, expect, it } from '@jest/globals';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import type { Delivery, Episode } from '../../shared/domain/episode/episode.ts';
import type { Write } from '../../shared/domain/store.ts';
import { idOf } from '../support/api.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';

const monitor = idOf(1);
const createdAt = '2026-11-28T22:10:00.000Z';

const anEpisode = (n: number, overrides: Partial<Episode> = {}): Episode => ({
  ...{
    id: idOf(1_000 + n),
    version: 1,
    monitor,
    fingerprint: `f${n}`,
    state: 'held',
    open: true,
    labels: { ci: 'x' },
    annotations: {},
    items: [],
  },
  ...{
    startsAt: createdAt,
    receivedAt: createdAt,
    lastReceivedAt: createdAt,
    windows: [],
    changes: [],
    repeats: 0,
    stale: 0,
    remindedFor: [],
    deliveries: 0,
  },
  ...overrides,
});

const aDelivery = (n: number): Delivery => ({
  ...{
    episode: idOf(1_001),
    n,
    version: 1,
    monitor,
    status: 'pending',
    kind: 'firing',
    startsAt: createdAt,
    changes: [],
    createdAt,
    tries: 0,
  },
});

describe.each(recordsKinds)('the episode repository on %s', (_, open) => {
  const openRepository = async () => {
    const records = await open();
    return { records, episodes: episodeRepository(records) };
  };

  it('S9 an alert has at most one open episode', async () => {
    const { records, episodes } = await openRepository();
    const row = { monitor, identity: 'f1#0', episode: idOf(1_001), items: [idOf(5)], version: 1 };
    await records.commit([episodes.save(anEpisode(1)), episodes.saveOpen(row)]);

    await expect(
      records.commit([episodes.save(anEpisode(2)), episodes.saveOpen({ ...row, episode: idOf(1_002) })]),
    ).rejects.toBeStaleWrite();
    expect(await episodes.find(idOf(1_002))).toBeUndefined();
    expect(await episodes.open(monitor, ['f1#0', 'f2#0'])).toEqual([row]);
    expect(await episodes.openOf(monitor)).toEqual([row]);
    await records.commit([episodes.removeOpen(row)]);
    expect(await episodes.openOf(monitor)).toEqual([]);
  });

  it('S8 the holds of a window are found in all shards, including decided ones', async () => {
    const { records, episodes } = await openRepository();
    const window = idOf(7);
    const holds = Array.from({ length: 40 }, (_, n) => ({
      window,
      episode: idOf(1_000 + n),
      monitor,
      held: true,
      since: createdAt,
      version: 1,
    }));
    await records.commit(holds.map(episodes.saveHold));
    await records.commit([episodes.saveHold({ ...holds[0], held: false, version: 2 } as never)]);

    const found = await episodes.holdsOf(window);
    expect(found).toHaveLength(40);
    expect(found.filter(({ held }) => !held)).toMatchObject([{ episode: idOf(1_000) }]);
    expect(await episodes.holds(idOf(1_003), [window, idOf(8)])).toMatchObject([{ window }]);
  });

  it('S10 the deliveries of an episode are read in the order of their numbers', async () => {
    const { records, episodes } = await openRepository();
    await records.commit([12, 2, 1, 100].flatMap((n) => episodes.saveDelivery(aDelivery(n))));

    expect((await episodes.deliveriesOf(idOf(1_001))).map(({ n }) => n)).toEqual([1, 2, 12, 100]);
    expect(await episodes.findDelivery(idOf(1_001), 12)).toEqual(aDelivery(12));
    await records.commit(episodes.saveDelivery({ ...aDelivery(12), version: 2, status: 'sent' }));
    await expect(records.commit(episodes.saveDelivery({ ...aDelivery(12), version: 2 }))).rejects.toBeStaleWrite();
  });

  it('S4 the deliveries that a monitor still has to send are found, until they are settled', async () => {
    const { records, episodes } = await openRepository();
    const numbers = async () => (await episodes.pendingOf(monitor, 10)).map(({ n }) => n).toSorted((one, other) => one - other);
    await records.commit([12, 2, 1, 100].flatMap((n) => episodes.saveDelivery(aDelivery(n))));
    expect(await numbers()).toEqual([1, 2, 12, 100]);
    expect(await episodes.pendingOf(monitor, 3)).toHaveLength(3);

    await records.commit(episodes.saveDelivery({ ...aDelivery(12), version: 2, tries: 1 }));
    expect(await numbers()).toEqual([1, 2, 12, 100]);
    await records.commit(episodes.saveDelivery({ ...aDelivery(12), version: 3, status: 'sent' }));
    expect(await numbers()).toEqual([1, 2, 100]);
  });

  it('S10 the oldest overdue delivery is known until it is sent, and not if it is too old', async () => {
    const { records, episodes } = await openRepository();
    const overdue = (n: number, at: string): Delivery => ({ ...aDelivery(n), episode: idOf(1_000 + n), createdAt: at, overdue: true });
    const [first, second] = [overdue(1, '2026-11-28T22:01:00.000Z'), overdue(2, '2026-11-28T22:02:00.000Z')];
    await records.commit([aDelivery(3), first, second].flatMap(episodes.saveDelivery));
    expect(await episodes.oldestUnsent('2026-11-28T22:00:00.000Z')).toBe(first.createdAt);
    expect(await episodes.oldestUnsent(second.createdAt)).toBe(second.createdAt);

    await records.commit(episodes.saveDelivery({ ...first, version: 2, status: 'sent' }));
    expect(await episodes.oldestUnsent('2026-11-28T22:00:00.000Z')).toBe(second.createdAt);
  });

  it('S3 the last closed episode of an alert is kept', async () => {
    const { records, episodes } = await openRepository();
    const row = {
      monitor,
      identity: 'f1#0',
      episode: idOf(1_001),
      startsAt: createdAt,
      endsAt: createdAt,
      closedAt: createdAt,
      version: 1,
    };
    await records.commit([episodes.saveClosed(row)]);
    await records.commit([episodes.saveClosed({ ...row, episode: idOf(1_002), version: 2 })]);

    expect(await episodes.closed(monitor, ['f1#0', 'f9#0'])).toMatchObject([{ episode: idOf(1_002) }]);
  });

  it('S9 what is expected of the open and the last closed episode of an alert is checked when something else is stored', async () => {
    const { records, episodes } = await openRepository();
    const alert = { monitor, identity: 'f1#0' };
    const closed = { ...alert, episode: idOf(1_001), startsAt: createdAt, endsAt: createdAt, closedAt: createdAt, version: 1 };
    const storing = (n: number, expected: Write) => records.commit([episodes.save(anEpisode(n)), expected]);
    await storing(1, episodes.expectNoOpen(alert));
    await storing(2, episodes.expectClosed(alert, undefined));
    await records.commit([episodes.saveClosed(closed), episodes.saveOpen({ ...alert, episode: idOf(1_003), items: [], version: 1 })]);

    await storing(3, episodes.expectClosed(alert, closed));
    await expect(storing(4, episodes.expectClosed(alert, undefined))).rejects.toMatchObject({ name: 'StaleWrite' });
    await expect(storing(4, episodes.expectNoOpen(alert))).rejects.toMatchObject({ name: 'StaleWrite' });
    await records.commit([episodes.saveClosed({ ...closed, version: 2 })]);
    await expect(storing(4, episodes.expectClosed(alert, closed))).rejects.toMatchObject({ name: 'StaleWrite' });
    expect(await episodes.findMany([1, 2, 3, 4].map((n) => idOf(1_000 + n)))).toHaveLength(3);
  });

  it('S4 T4 episodes are listed newest first, of one monitor or of a range of days, page by page', async () => {
    const { records, episodes } = await openRepository();
    const days = ['2026-11-27', '2026-11-28', '2026-11-28', '2026-11-29', '2026-11-29'];
    const all = days.map((day, n) => anEpisode(n, { receivedAt: `${day}T0${n}:00:00.000Z`, monitor: idOf(n % 2) }));
    await records.commit(all.map(episodes.save));
    const range = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-29T23:00:00.000Z' };

    const pages = await allPages((after) => episodes.page({ limit: 2, ...range, ...after }));
    expect(pages.flat().map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
    expect((await episodes.page({ limit: 9, monitor: idOf(1), ...range })).items.map(({ fingerprint }) => fingerprint)).toEqual([
      'f3',
      'f1',
    ]);
    expect(
      (await episodes.page({ limit: 9, ...range, to: '2026-11-28T01:30:00.000Z' })).items.map(({ fingerprint }) => fingerprint),
    ).toEqual(['f1', 'f0']);
    expect((await episodes.page({ limit: 9, ...range }, ({ fingerprint }) => fingerprint === 'f2')).items).toHaveLength(1);
  });
});
