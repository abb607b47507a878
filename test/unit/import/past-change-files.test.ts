import { expect, it } from '@jest/globals';
import { day, minute, plus } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { faultsOf } from '../../support/imports.ts';
import { aPastChange, evidenceOf, pastDesk } from '../../support/past.ts';

const change = 'tickets=C-1';

it('I5 P9 a change of the past is kept as closed and imported, with who approved it in the other tool and the evidence', async () => {
  const { changes, max, eva, db } = await pastDesk();

  const { progress, rows } = await changes([aPastChange()]);

  expect(progress).toMatchObject({ created: 1, failed: 0 });
  const stored = await ok(max.get(`/v1/changes/${change}`));
  expect(stored).toMatchObject({
    ...{ id: rows[0].item, status: 'closed', imported: true, title: 'Upgrade PostgreSQL', items: [db] },
    ...{ number: 'CHG-000001', closedAt: '2026-11-12T09:00:00.000Z', finishedAt: '2026-11-11T02:00:00.000Z' },
    ...{ outcomes: [{ item: db, outcome: 'successful' }], approvals: { needed: 1, given: 1 } },
    window: { start: '2026-11-10T22:00:00.000Z', end: '2026-11-11T02:00:00.000Z', agreedDowntime: 'PT1H', suppress: false },
  });
  expect(stored).not.toHaveProperty('requester');
  expect((await ok(max.get(`/v1/changes/${change}/approvals`))).items).toMatchObject([
    { person: eva.id, name: 'Eva', decision: 'approve', decidedAt: '2026-11-09T22:00:00.000Z', evidence: evidenceOf('A-1') },
  ]);
  const { body: record } = await max.get(`/v1/changes/${change}/record`);
  expect(record.events).toMatchObject([{ name: 'ChangeImported' }]);
});

it('I5 the same changes again are unchanged, and a change that is stored otherwise is refused', async () => {
  const { changes, max } = await pastDesk();
  const first = await changes([aPastChange()]);

  const again = await changes([aPastChange({ closedAt: '2026-11-12T10:00:00+01:00' })]);
  const others = {
    type: 'emergency',
    title: 'Other',
    outcome: 'failed',
    closedAt: '2026-11-13T09:00:00Z',
    window: { ...aPastChange().window, agreedDowntime: 'PT2H' },
  };
  const refused: ReturnType<typeof faultsOf> = [];
  for (const [name, value] of Object.entries(others)) refused.push(...faultsOf((await changes([aPastChange({ [name]: value })])).rows));
  const [approval] = aPastChange().approvals;
  const approvals = [{ ...approval, decidedAt: '2026-11-08T22:00:00Z' }];
  refused.push(...faultsOf((await changes([aPastChange({ approvals })])).rows));

  expect(again.rows).toMatchObject([{ outcome: 'unchanged', item: first.rows[0].item }]);
  expect(refused).toEqual(
    ['/type', '/title', '/outcome', '/closedAt', '/window', '/approvals'].map((pointer) => [1, pointer, 'import/cannot-change']),
  );
  expect((await ok(max.get('/v1/changes'))).items).toHaveLength(1);
});

it.each(['standard', 'normal', 'emergency'])('I5 a change of the past is of the type that its row says, also in CSV: %s', async (type) => {
  const { changes, max, imported } = await pastDesk();
  await changes([aPastChange({ type })]);
  const { items, window, approvals, externalReference, ...rest } = aPastChange();
  const columns = {
    ...{ ...rest, type, items: items.join(','), 'window.start': window.start, 'window.end': window.end },
    ...{ 'externalReference.system': 'tickets', 'externalReference.id': 'C-2', approvals: JSON.stringify(approvals) },
  };
  const cells = Object.values(columns).map((cell) => `"${cell.replaceAll('"', '""')}"`);
  const file = `${Object.keys(columns).join(',')}\n${cells.join(',')}\n`;
  const { progress } = await imported(file, { kind: 'past-changes' }, max);

  expect(progress).toMatchObject({ created: 1 });
  expect((await ok(max.get(`/v1/changes?type=${type}`))).items).toMatchObject([{ type }, { type }]);
});

it('I5 a change of the past without a type is normal', async () => {
  const { changes, max } = await pastDesk();
  await changes([aPastChange()]);

  expect(await ok(max.get(`/v1/changes/${change}`))).toMatchObject({ type: 'normal' });
  expect((await changes([aPastChange({ type: 'normal' })])).rows).toMatchObject([{ outcome: 'unchanged' }]);
});

it('I5 the reference of a change that was requested here is taken', async () => {
  const { changes, max } = await pastDesk();
  const { externalReference } = aPastChange();
  await ok(max.post('/v1/changes', { title: 'Here', items: ['db'], externalReference }));

  const { rows } = await changes([aPastChange()]);

  expect(faultsOf(rows)).toEqual([[1, '/externalReference', 'change/external-reference-taken']]);
});

it('I5 what a change of the past may not say is an error of its row with a pointer, and nothing of the row is written', async () => {
  const { changes, max, written, ann, clock } = await pastDesk();
  await ann.post('/v1/assets', { kind: 'hardware', name: 'Laptop', assetTag: 'L-1' });
  const { window, approvals } = aPastChange();
  const [approval] = approvals;
  const later = plus(clock.now(), minute);
  const cases: readonly (readonly [object, string, string])[] = [
    [{ window: { ...window, end: later } }, '/window/end', 'change/in-future'],
    [{ window: { ...window, end: window.start } }, '/window/end', 'window/end-before-start'],
    [{ window: { ...window, start: plus('2026-11-11T02:00:00.000Z', -15 * day) } }, '/window/end', 'window/too-long'],
    [{ window: { ...window, agreedDowntime: 'PT5H' } }, '/window/agreedDowntime', 'window/downtime-too-long'],
    [{ window: { ...window, suppress: true } }, '/window/suppress', 'unknown-field'],
    [{ window: { start: '1800-01-01T00:00:00Z', end: '1800-01-01T01:00:00Z' } }, '/window/start', 'change/too-early'],
    [{ closedAt: later }, '/closedAt', 'change/in-future'],
    [{ closedAt: '2026-11-10T21:00:00Z' }, '/closedAt', 'change/closed-before-end'],
    [{ failedAt: '2026-11-10T22:40:00Z' }, '/failedAt', 'change/not-failed'],
    [{ outcome: 'failed', failedAt: '2026-11-11T03:00:00Z' }, '/failedAt', 'change/outside-window'],
    [{ outcome: 'failed', failedAt: '2026-11-11T01:00:00Z', closedAt: '2026-11-11T00:00:00Z' }, '/closedAt', 'change/closed-before-end'],
    [{ approvals: [] }, '/approvals', 'too-small'],
    [{ approvals: [{ ...approval, decidedAt: later }] }, '/approvals/0/decidedAt', 'change/in-future'],
    [{ approvals: [{ ...approval, decidedAt: '1899-12-31T23:59:59Z' }] }, '/approvals/0/decidedAt', 'change/too-early'],
    [{ closedAt: '1800-01-01T00:00:00Z' }, '/closedAt', 'change/too-early'],
    [{ approvals: [{ ...approval, person: 'nobody@quiesce.test' }] }, '/approvals/0/person', 'person/unknown'],
    [{ approvals: [approval, approval] }, '/approvals/1/person', 'approval/already-decided'],
    [{ approvals: [{ ...approval, evidence: undefined }] }, '/approvals/0/evidence', 'invalid-type'],
    [{ items: ['db', 'nothing'] }, '/items/1', 'item/unknown'],
    [{ items: ['L-1'] }, '/items/0', 'change/not-a-configuration-item'],
    [{ outcome: 'fine' }, '/outcome', 'invalid-value'],
    [{ type: 'major' }, '/type', 'invalid-value'],
    [
      { externalReference: { system: 'patch-schedule', id: 'S-1@2026-11-25T01:30:00.000Z' } },
      '/externalReference/system',
      'change/external-reference-reserved',
    ],
  ];
  const rows = cases.map(([more], at) => aPastChange({ externalReference: { system: 'tickets', id: `C-${at}` }, ...more }));

  const { answer, partitions } = await written(() => changes(rows));
  const dry = await changes(rows, { dryRun: true });

  expect(faultsOf(answer.rows)).toEqual(cases.map(([, pointer, code], at) => [at + 1, pointer, code]));
  expect(faultsOf(dry.rows)).toEqual(faultsOf(answer.rows));
  expect(partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect((await ok(max.get('/v1/changes'))).items).toEqual([]);
});

it('I5 a dry run of changes of the past writes nothing', async () => {
  const { changes, max, written } = await pastDesk();

  const { answer, partitions } = await written(() => changes([aPastChange()], { dryRun: true }));

  expect(answer.progress).toMatchObject({ created: 1 });
  expect(partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect((await ok(max.get('/v1/changes'))).items).toEqual([]);
});

it('I5 C4 a change of the past may have been on what is decommissioned by now', async () => {
  const { changes, cora, max, db } = await pastDesk();
  await ok(cora.post('/v1/configuration-items', { name: 'old', class: 'server', stage: 'decommissioned' }));

  const { progress } = await changes([aPastChange({ items: ['old', 'db', 'db'] })]);

  expect(progress).toMatchObject({ created: 1 });
  expect((await ok(max.get(`/v1/changes/${change}`))).items).toEqual([expect.any(String), db]);
});

it('I5 an import of changes of the past that is interrupted goes on, and keeps each change once', async () => {
  const { interrupted, max } = await pastDesk();
  const rows = Array.from({ length: 12 }, (_, at) => aPastChange({ externalReference: { system: 'tickets', id: `C-${at}` } }));

  const file = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const { first, progress } = await interrupted(file, { kind: 'past-changes', format: 'ndjson' }, max);

  expect(first).toBe('the function ends');
  expect(progress).toMatchObject({ created: 12, failed: 0 });
  expect((await ok(max.get('/v1/changes?limit=200'))).items).toHaveLength(12);
});

it('I5 an import of changes of the past that is interrupted warns of each change that agrees no downtime', async () => {
  const { interrupted, max, ci } = await pastDesk();
  await ci('new-db', 'database');
  const row = (at: number) => aPastChange({ externalReference: { system: 'tickets', id: `C-${at}` }, items: ['new-db'] });
  const file = Array.from({ length: 12 }, (_, at) => `${JSON.stringify(row(at))}\n`).join('');

  const { first, progress } = await interrupted(file, { kind: 'past-changes', format: 'ndjson' }, max);

  expect(first).toBe('the function ends');
  expect(progress).toMatchObject({ created: 12, warned: 12 });
});
