import { describe, expect, it } from '@jest/globals';
import { onExportMessage } from '../../../functions/export/on-message.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import type { Role } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import type { Episode } from '../../../shared/domain/episode/episode.ts';
import { periodReportNames } from '../../../shared/domain/report/period-reports.ts';
import { idOf } from '../../support/api.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { serviceDesk } from '../../support/services.ts';
import { runningAs } from '../../support/table-calls.ts';
import { inMemoryExportFiles } from '../../support/transfer-files.ts';

const at = '2026-11-24T11:00:00.000Z';

/** A held alert, a change without approval, a change whose implementer approved it, and an outage: each report has a row. */
const estate = async () => {
  const desk = await serviceDesk();
  const { world, database, anna } = desk;
  const { id } = await desk.implementing();
  const finished = await finishChange(desk.context)(id, { outcome: 'with-issues' }, desk.ian);
  await world.store.commit(
    world.changes.save({ ...finished, implementer: anna.id, version: finished.version + 1 } as Change, finished as Change),
  );
  const base = { version: 1, createdAt: at, updatedAt: at };
  const differences = [{ path: '/attributes/engineVersion', from: '16', to: '17' }];
  const written = { ...base, id: world.ids.next(), item: database, detectedAt: at, source: 'record', differences, status: 'open' } as const;
  await world.store.commit([world.unauthorizedChanges.save(written)]);
  const times = { startsAt: at, receivedAt: at, lastReceivedAt: at, closedAt: at };
  const counts = { repeats: 0, stale: 0, remindedFor: [], deliveries: 0, open: false, annotations: {} };
  const alert = { version: 1, id: world.ids.next(), monitor: idOf(1), fingerprint: 'f', labels: { alertname: 'DiskFull' } };
  const held: Episode = { ...alert, ...times, ...counts, state: 'absorbed', items: [], windows: [idOf(2)], changes: [] };
  await world.store.commit([world.episodes.save(held)]);
  await desk.down('2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z');

  const api = await deskApi(desk);
  const exportFiles = inMemoryExportFiles();
  const exportQueue = { goOn: async () => undefined };
  const run = runningAs('export', onExportMessage({ ...api.world, exportFiles, exportQueue }));
  return {
    ...api,
    change: finished,
    /** Requests an export and runs it. @returns the export, and its file */
    exported: async (draft: object, role: Role = 'admin') => {
      const person = await ok(
        api.as('admin').post('/v1/people', { name: role, email: `${api.world.ids.next()}@quiesce.test`, zone: 'UTC', roles: [role] }),
      );
      const caller = api.asCaller({ kind: 'person', id: person.id, roles: [role], teams: [] });
      const { status, body } = await caller.post('/v1/exports', draft);
      if (status !== 202) return { status, body };
      await run(JSON.stringify({ id: body.id }), 1);
      return { status, body: await ok(caller.get(`/v1/exports/${body.id}`)), file: exportFiles.file(body.id) };
    },
  };
};

const november = { from: '2026-11-01', to: '2026-11-30' };

describe('the export of', () => {
  it.each(periodReportNames)('I5 %s has the rows of the report, in both formats', async (kind) => {
    const { as, exported } = await estate();
    const path = `/v1/reports/${kind}?from=${november.from}&to=${november.to}`;
    const { items, checked, imported } = await ok(as('admin').get(path));
    const last = checked === undefined ? [] : [{ checked, imported }];

    const rows = await exported({ kind, format: 'ndjson', filter: november });
    const table = await exported({ kind, format: 'csv', filter: november });

    expect(items.length).toBeGreaterThan(0);
    expect(rows.body).toMatchObject({ status: 'done', filter: november, progress: { rows: items.length, ...last[0] } });
    expect(rows.file).toBe([...items, ...last].map((row: object) => `${JSON.stringify(row)}\n`).join(''));
    expect(table.file).toBe((await as('admin').get(path, { accept: 'text/csv' })).body);
  });

  it('P2 the file on the segregation of duties, and the export, say how many changes were checked on all pages', async () => {
    const { as, world, change, exported } = await estate();
    const { requester, implementer, ...rest } = change;
    const past = (n: number) => ({
      ...{ ...rest, status: 'closed', closedAt: at, imported: true, externalReference: { system: 'tickets', id: `${n}` } },
    });
    for (let n = 0; n < 230; n += 1) {
      const made = { ...(n < 10 ? past(n) : change), id: idOf(1_000 + n), number: `CHG-${1_000 + n}`, version: 1 };
      await world.store.commit(world.changes.save(made as Change));
    }

    const table = await exported({ kind: 'segregation-of-duties', format: 'csv', filter: november });
    const rows = await exported({ kind: 'segregation-of-duties', format: 'ndjson', filter: november });

    const lines = table.file?.trim().split('\r\n') ?? [];
    expect([lines.length, lines.at(-1)]).toEqual([3, ',,,,,,221,10']);
    expect(rows.file?.trim().split('\n').at(-1)).toBe('{"checked":221,"imported":10}');
    expect(table.body.progress).toEqual({ rows: 1, checked: 221, imported: 10 });
    const { body } = await as('admin').get('/v1/reports/segregation-of-duties?from=2026-11-01&to=2026-11-30&limit=200');
    expect(body.checked + body.imported).toBe(200);
  });

  it('L3 availability can be of more than 400 days', async () => {
    const { exported } = await estate();

    const { body, file } = await exported({ kind: 'availability', format: 'ndjson', filter: { from: '2020-01-01', to: '2026-11-30' } });

    expect(body).toMatchObject({ status: 'done' });
    expect(file?.trim().split('\n')).toHaveLength(11);
  });

  it('I5 a report without days is that of the time of the request', async () => {
    const { exported } = await estate();

    expect((await exported({ kind: 'availability', format: 'csv' })).body.filter).toEqual(november);
    expect((await exported({ kind: 'change-schedule', format: 'csv' })).body.filter).toEqual(november);
  });

  it.each([
    [{ kind: 'availability', format: 'json' }, 400, 'export/format-not-for-kind', '/format'],
    [
      { kind: 'availability', format: 'csv', filter: { from: '2026-11-30', to: '2026-11-01' } },
      400,
      'report/end-before-start',
      '/filter/to',
    ],
    [
      { kind: 'suppression-account', format: 'csv', filter: { from: '2010-01-01', to: '2026-11-01' } },
      400,
      'period/too-long',
      '/filter/to',
    ],
    [{ kind: 'change-schedule', format: 'csv', filter: { groupBy: 'team' } }, 400, 'body/invalid', '/filter/groupBy'],
  ])('I5 %j is refused', async (draft, status, code, pointer) => {
    const { exported } = await estate();

    expect(await exported(draft)).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
  });

  it('X2 segregation-of-duties needs the roles of the report', async () => {
    const { exported } = await estate();

    expect(await exported({ kind: 'segregation-of-duties', format: 'csv' }, 'viewer')).toMatchObject({
      status: 403,
      body: { code: 'access/role-missing' },
    });
    expect((await exported({ kind: 'segregation-of-duties', format: 'csv' }, 'auditor')).body.status).toBe('done');
    expect((await exported({ kind: 'unauthorized-changes', format: 'csv' }, 'viewer')).body.status).toBe('done');
  });
});
