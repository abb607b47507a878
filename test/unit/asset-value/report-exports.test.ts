import { beforeAll, describe, expect, it } from '@jest/globals';
import { withMoreAssets } from '../../../shared/application/report/sum-report.ts';
import { noTotals } from '../../../shared/domain/report/report-totals.ts';
import type { SumPart } from '../../../shared/domain/report/sums.ts';
import { reportEstate } from '../../support/report-estate.ts';
import { euros } from '../../support/values-api.ts';

const year = { from: '2026-01-01', to: '2026-12-31' };
const queryOf = (filter: object): string => new URLSearchParams({ ...filter }).toString();
const csv = { accept: 'text/csv' };
/** A table without its first line. */
const linesOf = (table: string): string => table.slice(table.indexOf('\r\n') + 2);

describe('a report that is written as an export', () => {
  let estate: Awaited<ReturnType<typeof reportEstate>>;
  beforeAll(async () => {
    estate = await reportEstate();
    await estate.lot(205, { costCenter: 'CC-1', vendor: 'Example' });
    await estate.eventful();
    await estate.lot(195, { owner: { person: estate.ann.id } });
  });

  it.each([
    ['asset-value', { to: '2026-12-31', groupBy: 'owner' }, 3],
    ['asset-value', {}, 1],
    ['fixed-asset-roll-forward', { ...year, groupBy: 'costCenter' }, 4],
    ['fixed-asset-roll-forward', { ...year, groupBy: 'vendor', book: 'main' }, 3],
    ['depreciation-forecast', { from: '2026-11-15', to: '2027-02-28', groupBy: 'owner' }, 12],
  ])('A8 has the figures of the direct answer, also in several runs: %s %j', async (kind, filter, rows) => {
    const { written, ann } = estate;
    const path = `/v1/reports/${kind}?${queryOf(filter)}`;
    const [json, table] = [await ann.get(path), await ann.get(path, csv)];

    expect([json.status, table.status]).toEqual([200, 200]);
    expect(json.body.items).toHaveLength(rows);
    expect(JSON.parse(await written(kind, 'json', filter))).toEqual(json.body);
    expect(await written(kind, 'csv', filter)).toBe(table.body);
  });

  it('A8 the journal is one file with the lines of all pages, and balances', async () => {
    const { written, ann } = estate;
    const first = await ann.get(`/v1/reports/journal?${queryOf({ ...year, limit: 200 })}`, csv);
    const [, next = ''] = /^<(.*)>; rel="next"$/.exec(first.headers.link ?? '') ?? [];
    const second = await ann.get(next, csv);
    const [, last = ''] = /^<(.*)>; rel="next"$/.exec(second.headers.link ?? '') ?? [];
    const third = await ann.get(last, csv);

    const table = await written('journal', 'csv', year);
    const lines = (await written('journal', 'ndjson', year)).trimEnd().split('\n');
    const cents = (side: 'debit' | 'credit') =>
      lines.reduce((sum, line) => sum + Math.round(Number(JSON.parse(line)[side].amount) * 100), 0);

    expect(table).toBe([first, second, third].map(({ body }, place) => (place === 0 ? body : linesOf(body))).join(''));
    expect(lines).toHaveLength(table.trimEnd().split('\r\n').length - 1);
    expect(cents('debit')).toBe(cents('credit'));
    expect(cents('debit')).toBeGreaterThan(0);
  });

  it('A8 counts the assets without a value on all pages, and lists the first 200 of them', async () => {
    const { lot, ann, done, written } = await reportEstate();
    const chairs = { total: euros('1000'), asset: { name: 'a chair', kind: 'other' } };
    await done(ann.post('/v1/assets/lots', { quantity: 190, ...chairs }));
    await lot(30);
    await done(ann.post('/v1/assets/lots', { quantity: 40, ...chairs }));

    const { body } = await ann.get('/v1/reports/asset-value?to=2026-12-31');

    expect([body.withoutBook.assets, body.withoutBook.items.length, body.items[0].assets]).toEqual([230, 200, 30]);
    expect(JSON.parse(await written('asset-value', 'json', { to: '2026-12-31' }))).toEqual(body);
  });

  it('A8 what is recorded while it is written changes neither its period nor its book', async () => {
    const { lot, ann, done, inShortRuns, exportFiles, clock } = await reportEstate();
    await lot(450);
    const before = (await ann.get('/v1/reports/fixed-asset-roll-forward')).body;
    const { id, filter } = await done(ann.post('/v1/exports', { kind: 'fixed-asset-roll-forward', format: 'json' }));
    await done(ann.post('/v1/books/main/close', { through: '2026-12-31' }));
    clock.set('2028-02-01T12:00:00.000Z');
    await done(ann.put('/v1/books/other', { currency: 'USD', fiscalYearStart: '07-01', standard: 'us-gaap' }));
    await inShortRuns();

    expect(filter).toEqual({ book: 'main', from: '2027-01-01', to: '2027-12-31' });
    expect(JSON.parse(exportFiles.file(id) ?? '')).toEqual(before);
  });
});

describe('a report over more than 1,000 assets', () => {
  it('A8 is answered 202 with its export, whose runs and rows do not grow with the register', async () => {
    const { lot, ann, inShortRuns, exportFiles } = await reportEstate();
    await lot(2_500, { costCenter: 'CC-1' });

    const { status, headers, body } = await ann.get(`/v1/reports/fixed-asset-roll-forward?${queryOf({ ...year, groupBy: 'costCenter' })}`);
    const runs = await inShortRuns();
    const found = (await ann.get(headers.location ?? '')).body;
    const [row] = JSON.parse(exportFiles.file(body.id) ?? '').items;

    expect([status, headers.location, headers['retry-after']]).toEqual([202, `/v1/exports/${body.id}`, '5']);
    expect(body).toMatchObject({
      kind: 'fixed-asset-roll-forward',
      format: 'json',
      filter: { ...year, book: 'main', groupBy: 'costCenter' },
    });
    expect(found).toMatchObject({ status: 'done', progress: { rows: 2_500 } });
    expect(found.url).toContain('fixed-asset-roll-forward.json');
    expect([row.group, row.cost.closing.amount]).toEqual(['CC-1', '2500000.00']);
    // 13 pages of 200 assets. A run reads the facts of each asset of its page, and little else.
    expect(runs).toHaveLength(13);
    expect(Math.max(...runs.map(({ requests }) => requests))).toBeLessThanOrEqual(225);
    expect(Math.max(...runs.map(({ rowBytes }) => rowBytes))).toBeLessThan(1_500);
    expect(Math.max(...runs.map(({ restBytes }) => restBytes))).toBeLessThan(1_500);
  });

  it('A8 is a table if the client asks for one', async () => {
    const { lot, ann, inShortRuns, exportFiles } = await reportEstate();
    await lot(1_000);
    const full = await ann.get('/v1/reports/asset-value?to=2026-12-31', csv);
    await lot(1);

    const { status, headers, body } = await ann.get('/v1/reports/asset-value?to=2026-12-31', csv);
    await inShortRuns();

    expect([full.status, full.body.split('\r\n')[1]?.slice(0, 7)]).toEqual([200, ',,1000,']);
    expect([status, headers['content-type'], body.format]).toEqual([202, 'application/json', 'csv']);
    expect(exportFiles.file(body.id)?.split('\r\n')[1]).toMatch(/^,,1001,1001000\.00,/);
  });

  it('A8 is written once for a client that asks again meanwhile, and again once it is done or may be stuck', async () => {
    const { lot, ann, ada, inShortRuns, clock } = await reportEstate();
    await lot(1_001);
    const ask = async (who = ann, query = 'to=2026-12-31&book=main', headers = {}) =>
      (await who.get(`/v1/reports/asset-value?${query}`, headers)).body.id;

    const first = await ask();
    const again = [await ask(), await ask(ann, 'book=main&to=2026-12-31'), await ask(ann, 'to=2026-12-31&from=2026-01-01')];
    const others = [await ask(ada), await ask(ann, 'to=2026-12-30'), await ask(ann, 'to=2026-12-31', csv)];
    clock.advance(15 * 60_000);
    const later = await ask();
    await inShortRuns();

    expect(again).toEqual([first, first, first]);
    expect(new Set([first, ...others, later, await ask()]).size).toBe(6);
  });

  it('A8 with too many rows of sums is not made', async () => {
    const { world, ann } = await reportEstate();
    const book = (await ann.get('/v1/books/main')).body;
    const sums = new Map(Array.from({ length: 50_001 }, (_, n): [string, SumPart] => [`${n}`, { group: `${n}`, amounts: { charge: 1n } }]));
    const run = { report: 'asset-value', frame: { ...year, book }, groupBy: 'owner' } as const;

    await expect(withMoreAssets(world, run)({ ...noTotals, sums }, [])).rejects.toBeDomainError('report/too-many-groups');
  });
});
