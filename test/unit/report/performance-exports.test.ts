import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { isoDuration } from '../../../shared/domain/values.ts';
import { idOf } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';
import { ok } from '../../support/desk-api.ts';
import { reportEstate } from '../../support/report-estate.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const path = `/v1/reports/change-performance?from=${november.from}&to=${november.to}`;
const [orders, shop] = [idOf(801), idOf(802)];

/** How long change number `n` takes from its request to the end of its work. */
const leadOf = (n: number): number => ((n * 7919) % 1_000) * minute;

/**
 * A register in which so many changes were finished in November: each third for two services, each other third for one, the rest for none. Two
 * changes were detected that nobody had approved. `more`: one more is finished.
 */
const scene = async (changes: number) => {
  const desk = await reportEstate();
  const { world } = desk;
  const plan = await (await changeDesk()).implementing();
  const services = [[orders, shop], [orders], []];
  const outcomes = [{ item: plan.items[0] ?? '', outcome: 'failed' as const }];
  let n = 0;
  const more = async () => {
    const finishedAt = plus('2026-11-02T00:00:00.000Z', n * 5 * minute);
    const times = { createdAt: plus(finishedAt, -leadOf(n)), finishedAt, closedAt: finishedAt, actualEnd: finishedAt };
    const fields = { id: idOf(100_000 + n), number: `CHG-${n}`, version: 1, status: 'closed', outcomes: n % 2 === 0 ? outcomes : [] };
    const made = { ...plan, ...times, ...fields, measuredFor: { services: services[n % 3], teams: [] } };
    await world.store.commit(world.changes.save(made as unknown as Change));
    n += 1;
  };
  while (n < changes) await more();
  const base = { version: 1, createdAt: '2026-11-10T00:00:00.000Z', updatedAt: '2026-11-10T00:00:00.000Z' };
  const found = { ...base, item: idOf(803), detectedAt: base.createdAt, source: 'record', status: 'open' } as const;
  for (const id of [idOf(901), idOf(902)]) await world.store.commit([world.unauthorizedChanges.save({ ...found, id, differences: [] })]);
  return { ...desk, more };
};

/** By the nearest rank, over the changes for which this holds. */
const leadTimeOf = (changes: number, counts: (n: number) => boolean) => {
  const all = Array.from({ length: changes }, (_, n) => n).filter(counts);
  const sorted = all.map(leadOf).toSorted((one, other) => one - other);
  const at = (part: number) => isoDuration(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  return { p50: at(0.5), p90: at(0.9), samples: all.length };
};

describe('the report on changes', () => {
  it('H9 A8 over 5,000 changes it is an answer, and over more an export, which goes on after each page with the sums so far', async () => {
    const changes = 4_999;
    const { vic, ann, written, inShortRuns, more } = await scene(changes - 1);
    const most = await vic.get(path);
    await more();

    const { status, headers, body } = await vic.get(`${path}&groupBy=service`, { accept: 'text/csv' });
    const again = await vic.get(`${path}&groupBy=service`, { accept: 'text/csv' });
    const runs = await inShortRuns();

    expect([most.status, most.body.items[0]]).toMatchObject([200, { changes: changes - 1, unauthorized: 2 }]);
    expect([status, headers.location, again.body.id]).toEqual([202, `/v1/exports/${body.id}`, body.id]);
    expect(body).toMatchObject({ kind: 'change-performance', format: 'csv', filter: { ...november, groupBy: 'service' } });
    expect(runs.length).toBeGreaterThan(20);
    expect((await ok(vic.get(`/v1/exports/${body.id}`))).progress).toEqual({ rows: changes + 2 });
    const { items } = JSON.parse(await written('change-performance', 'json', { ...november, groupBy: 'service' }));
    expect(items).toMatchObject([
      { group: orders, changes: 3_333, leadTime: leadTimeOf(changes, (n) => n % 3 < 2), unauthorized: 0 },
      { group: shop, changes: 1_667, leadTime: leadTimeOf(changes, (n) => n % 3 === 0), unauthorized: 0 },
      { group: null, changes: 1_666, leadTime: leadTimeOf(changes, (n) => n % 3 === 2), unauthorized: 2 },
    ]);
    // These changes do not say when their work began.
    expect(items[0].downtimeSamples).toEqual({ planned: 3_333, actual: 0 });
    expect((await ann.get(`${path}&groupBy=area`)).status).toBe(400);
  }, 120_000);

  it('H9 its pages have each group once, with the figures of the whole period', async () => {
    const { vic } = await scene(9);
    const { items } = await ok(vic.get(`${path}&groupBy=service`));
    const rows: object[] = [];
    for (let cursor = ''; ; ) {
      const page = await ok(vic.get(`${path}&groupBy=service&limit=1${cursor}`));
      rows.push(...page.items);
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }

    expect(items).toHaveLength(3);
    expect(rows).toEqual(items);
    const table = await vic.get(`${path}&groupBy=service&limit=2`, { accept: 'text/csv' });
    expect(String(table.body).trim().split('\r\n')).toHaveLength(3);
    expect(new Headers(table.headers as Record<string, string>).get('link')).toContain('rel="next"');
  });

  it.each(['service', undefined])('I5 an export of it by %s has what the report answers', async (groupBy) => {
    const { vic, exported } = await scene(9);
    const query = groupBy === undefined ? path : `${path}&groupBy=${groupBy}`;
    const filter = { ...november, ...(groupBy === undefined ? {} : { groupBy }) };

    const document = JSON.parse(await exported({ kind: 'change-performance', format: 'json', filter }, vic));
    const table = await exported({ kind: 'change-performance', filter }, vic);

    expect(document).toEqual(await ok(vic.get(query)));
    expect(table).toBe((await vic.get(query, { accept: 'text/csv' })).body);
  });

  it.each([
    [{ format: 'ndjson' }, 'export/format-not-for-kind', '/format'],
    [{ filter: { from: '2026-11-30', to: '2026-11-01' } }, 'report/end-before-start', '/filter/to'],
    [{ filter: { from: '2010-01-01', to: '2026-11-01' } }, 'period/too-long', '/filter/to'],
    [{ filter: { groupBy: 'area' } }, 'body/invalid', '/filter/groupBy'],
  ])('I5 an export of it with %j is refused', async (draft, code, pointer) => {
    const { vic } = await reportEstate();

    expect(await vic.post('/v1/exports', { kind: 'change-performance', format: 'csv', ...draft })).toMatchObject({
      ...{ status: 400, body: { code, errors: [{ pointer }] } },
    });
  });
});

describe('the report on access', () => {
  it('X2 I5 an export of it has what the report answers, at the time of the request by default', async () => {
    const { ada, clock, exported } = await reportEstate();
    const at = clock.now();
    const [rows, table] = [await ok(ada.get('/v1/reports/access')), await ada.get('/v1/reports/access', { accept: 'text/csv' })];

    const file = await exported({ kind: 'access', format: 'ndjson' }, ada);

    expect(rows.items.length).toBeGreaterThan(2);
    expect(file).toBe(rows.items.map((row: object) => `${JSON.stringify(row)}\n`).join(''));
    expect(await exported({ kind: 'access', filter: { at } }, ada)).toBe(table.body);
  });

  it('X2 I5 only auditors and admins export it, and not of the future', async () => {
    const { ada, vic, clock } = await reportEstate();
    const at = plus(clock.now(), minute);

    expect((await vic.post('/v1/exports', { kind: 'access', format: 'csv' })).body.code).toBe('access/role-missing');
    expect(await ada.post('/v1/exports', { kind: 'access', format: 'csv', filter: { at } })).toMatchObject({
      ...{ status: 400, body: { code: 'report/in-future', errors: [{ pointer: '/filter/at' }] } },
    });
  });

  it('X2 I5 an export of a time of which nothing was kept fails, with the reason', async () => {
    const { ada, ann, records, clock, exported } = await reportEstate();
    const at = clock.now();
    clock.advance(10 * minute);
    await ok(ada.patch(`/v1/people/${ann.id}`, { roles: ['viewer'] }, { 'if-match': '*' }));
    for (const row of records.all().filter(({ type }) => type === 'PastAccess')) records.tamper(row, 'remove');

    await exported({ kind: 'access', filter: { at } }, ada);

    const [newest] = (await ok(ada.get('/v1/exports'))).items;
    expect(newest).toMatchObject({ status: 'failed', reason: { code: 'report/not-recorded' } });
  });
});
