import { describe, expect, it } from '@jest/globals';
import { reportEstate } from '../../support/report-estate.ts';

describe('who exports reports', () => {
  it('X2 who may not read a report cannot export it either', async () => {
    const { vic } = await reportEstate();

    for (const kind of ['asset-value', 'fixed-asset-roll-forward', 'depreciation-forecast', 'journal']) {
      const { status, body } = await vic.post('/v1/exports', { kind, format: 'csv' });
      expect([kind, status, body.code]).toEqual([kind, 403, 'access/role-missing']);
    }
  });

  it('X2 a report of somebody who has lost the role fails, and one that is done has no link any more', async () => {
    const { lot, person, admin, asCaller, done, inShortRuns, exportFiles } = await reportEstate();
    await lot(3);
    const max = await person('Max', 'auditor');
    const first = (await done(max.post('/v1/exports', { kind: 'asset-value', format: 'csv' }))).id;
    await inShortRuns();
    const second = (await done(max.post('/v1/exports', { kind: 'asset-value', format: 'csv' }))).id;
    await done(admin.patch(`/v1/people/${max.id}`, { roles: ['viewer'] }));
    await inShortRuns();
    const now = asCaller({ kind: 'person', id: max.id, roles: ['viewer'], teams: [] });
    const states = [(await now.get(`/v1/exports/${first}`)).body, (await now.get(`/v1/exports/${second}`)).body];

    expect(states.map(({ status, reason, url }) => [status, reason?.code, url])).toEqual([
      ['done', undefined, undefined],
      ['failed', 'export/not-allowed', undefined],
    ]);
    expect(exportFiles.file(second)).toBeUndefined();
  });

  it.each([
    [{ format: 'ndjson' }, '/format', 'export/format-not-for-kind'],
    [{ filter: { groupBy: 'shoe' } }, '/filter/groupBy', 'invalid-value'],
    [{ filter: { shoe: '45' } }, '/filter/shoe', 'unknown-field'],
    [{ filter: { from: '2026-02-01', to: '2026-01-31' } }, '/filter/to', 'report/end-before-start'],
    [{ kind: 'journal', filter: { groupBy: 'owner' } }, '/filter/groupBy', 'unknown-field'],
    [{ kind: 'people', format: 'json' }, '/format', 'export/format-not-for-kind'],
  ])('I5 %j is refused', async (draft, pointer, code) => {
    const { ann } = await reportEstate();

    const { status, body } = await ann.post('/v1/exports', { kind: 'asset-value', format: 'csv', ...draft });

    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([400, pointer, code]);
  });

  it('A8 an export of an unknown book is refused', async () => {
    const { ann } = await reportEstate();

    const { status, body } = await ann.post('/v1/exports', { kind: 'asset-value', format: 'csv', filter: { book: 'nobody' } });

    expect([status, body.code]).toEqual([404, 'book/not-found']);
  });
});
