import { expect, it } from '@jest/globals';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { deskApi } from '../../support/desk-api.ts';
import { failingWork } from '../../support/failing-work.ts';

type Work = Awaited<ReturnType<typeof failingWork>>;

/** Finishes a change on these items after so many minutes of work in a window of an hour, half of which is agreed downtime. */
const finished = async (work: Work, items: readonly string[], minutes: number, outcome: 'successful' | 'failed') => {
  const start = plus(work.clock.now(), hour);
  const window = { start, end: plus(start, hour), mode: 'planned', agreedDowntime: 'PT30M' };
  const change = await work.implementing({ items: [...items], window });
  work.clock.set(plus(work.clock.now(), minutes * minute));
  return work.finish(change, ...items.map((item) => ({ item, outcome })));
};

const reportOf = async (work: Work, query: string, headers: Readonly<Record<string, string>> = {}) =>
  (await deskApi(work)).as('viewer').get(`/v1/reports/change-performance?${query}`, headers);

it('H9 changes are measured by the service that depends on their items, and those of no service apart', async () => {
  const work = await failingWork();
  await finished(work, [work.app], 10, 'successful');
  await finished(work, [work.app], 20, 'failed');
  await finished(work, [work.app], 90, 'successful');
  await finished(work, [work.server], 5, 'successful');

  const { body } = await reportOf(work, 'from=2026-11-01&to=2026-11-30&groupBy=service');

  expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  expect(body.items).toEqual([
    {
      ...{ group: work.service, groupName: 'orders', changes: 3, overruns: 1, emergency: 0, unauthorized: 0 },
      // Each is requested an hour before its window. The work takes 10, 20 and 90 minutes.
      leadTime: { p50: 'PT1H20M', p90: 'PT2H30M', samples: 3 },
      approvalTime: { p50: 'PT0S', p90: 'PT0S', samples: 3 },
      downtimeSamples: { planned: 3, actual: 3 },
      ...{ plannedDowntime: 'PT1H30M', actualDowntime: 'PT2H', successRate: 2 / 3, changeFailureRate: 1 / 3 },
    },
    expect.objectContaining({
      group: null,
      changes: 1,
      leadTime: { p50: 'PT1H5M', p90: 'PT1H5M', samples: 1 },
      successRate: 1,
      changeFailureRate: 0,
    }),
  ]);
});

it('H9 changes are measured by the team that owns their items', async () => {
  const work = await failingWork();
  await finished(work, [work.app], 10, 'failed');
  await finished(work, [work.server], 10, 'successful');

  const { body } = await reportOf(work, 'groupBy=team&from=2026-11-01');

  expect(body.items).toMatchObject([
    { group: work.shopTeam, changes: 1, changeFailureRate: 1 },
    { group: null, changes: 1, changeFailureRate: 0 },
  ]);
});

it('H9 a change counts on the day when its work was finished, and both ends of the period count', async () => {
  const work = await failingWork();
  await finished(work, [work.server], 10, 'successful');
  const count = async (query: string) => (await reportOf(work, query)).body.items.map(({ changes }: { changes: number }) => changes);

  expect(await count('from=2026-11-24&to=2026-11-24')).toEqual([1]);
  expect(await count('from=2026-11-25&to=2026-11-30')).toEqual([]);
  expect(await count('from=2026-10-01&to=2026-11-23')).toEqual([]);
  expect((await reportOf(work, 'from=2026-11-25&to=2026-11-24')).body.code).toBe('report/end-before-start');
});

it('H9 unauthorized changes count for the service of their item, unless they were linked to a change', async () => {
  const work = await failingWork();
  const detected = async (fields: object) => {
    const now = work.clock.now();
    const base = { id: work.world.ids.next(), version: 1, createdAt: now, updatedAt: now, detectedAt: now };
    await work.world.store.commit([
      work.world.unauthorizedChanges.save({ ...base, item: work.app, source: 'break-glass', differences: [], status: 'open', ...fields }),
    ]);
  };
  await detected({});
  await detected({ status: 'resolved', resolution: 'accepted' });
  await detected({ status: 'resolved', resolution: 'linked' });

  const { body } = await reportOf(work, 'groupBy=service&from=2026-11-01');

  expect(body.items).toMatchObject([
    {
      group: work.service,
      changes: 0,
      unauthorized: 2,
      successRate: null,
      changeFailureRate: null,
      leadTime: { p50: null, p90: null, samples: 0 },
    },
  ]);
});

it('H9 the samples say behind how many changes a time stands: without agreed downtime there is none of it', async () => {
  const work = await failingWork();
  await finished(work, [work.server], 10, 'successful');
  const start = plus(work.clock.now(), hour);
  const none = { start, end: plus(start, hour), mode: 'planned', agreedDowntime: 'PT0S' };
  const change = await work.implementing({ items: [work.server], window: none });
  await work.finish(change, { item: work.server, outcome: 'successful' });

  const { items } = (await reportOf(work, 'from=2026-11-01')).body;

  expect(items).toMatchObject([
    { changes: 2, leadTime: { samples: 2 }, downtimeSamples: { planned: 1, actual: 1 }, actualDowntime: 'PT10M' },
  ]);
});

it('H9 a corrected outcome corrects the rates', async () => {
  const work = await failingWork();
  const closed = await finished(work, [work.app], 10, 'successful');
  const api = await deskApi(work);
  const rate = async () => (await api.as('viewer').get('/v1/reports/change-performance?from=2026-11-01')).body.items[0].changeFailureRate;
  expect(await rate()).toBe(0);

  await api
    .asCaller(work.max)
    .post(`/v1/changes/${closed.id}/reopen`, { outcomes: [{ item: work.app, outcome: 'failed' }], reason: 'Lost.' });

  expect(await rate()).toBe(1);
});

it('H9 the report is a table in CSV too', async () => {
  const work = await failingWork();
  await finished(work, [work.app], 10, 'successful');

  const { body: text } = await reportOf(work, 'groupBy=service&from=2026-11-01', { accept: 'text/csv' });

  expect(text.split('\r\n')[0]).toMatch(/^group,groupName,changes,leadTime\.p50,leadTime\.p90,leadTime\.samples,approvalTime\.p50/);
  expect(text.split('\r\n')[1]).toMatch(/,orders,1,PT1H10M,PT1H10M,1,PT0S,PT0S,1,PT30M,PT10M,1,1,0,1,0,0,0$/);
});

it('H9 the report reads the changes of its period and no others, a shard at a time', async () => {
  const work = await failingWork();
  for (let n = 0; n < 3; n += 1) await finished(work, [work.server], 10, 'successful');
  const rowsRead = async (query: string) => {
    const api = await deskApi(work);
    const before = { ...api.records.usage };
    await api.as('viewer').get(`/v1/reports/change-performance?${query}`);
    const { requests, rowsRead: rows } = api.records.usage;
    return { requests: requests - before.requests, rows: rows - before.rowsRead };
  };
  const none = await rowsRead('from=2026-12-01&to=2026-12-31');
  const three = await rowsRead('from=2026-11-01&to=2026-11-30');

  // Four shards of changes and four of unauthorized changes; the three rows come in one more request.
  expect(none).toEqual({ requests: 8, rows: 0 });
  expect(three.requests).toBe(9);
});
