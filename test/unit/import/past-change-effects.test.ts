import { expect, it } from '@jest/globals';
import { ok } from '../../support/desk-api.ts';
import { aPastChange, evidenceOf, pastDesk } from '../../support/past.ts';

const change = 'tickets=C-1';

it('I5 S1 a change of the past suppresses nothing, at no time, and reserves nothing', async () => {
  const { changes, max, db, written } = await pastDesk();

  const { partitions } = await written(() => changes([aPastChange()]));

  expect(partitions).not.toContain('ITEM');
  expect(partitions).not.toContain('RESERVATION');
  expect(partitions).not.toContain('DUE');
  for (const at of ['2026-11-10T22:30:00Z', '2026-11-24T12:00:00Z'])
    expect(await ok(max.get(`/v1/suppression?ci=${db}&at=${at}`))).toMatchObject({ suppressed: false, reasons: [] });
  expect((await ok(max.get('/v1/windows?activeAt=2026-11-10T22:30:00Z'))).items).toEqual([]);
  expect((await ok(max.get('/v1/windows?from=2026-11-01T00:00:00Z&to=2026-11-20T00:00:00Z'))).items).toMatchObject([{ state: 'over' }]);
});

it('I5 H10 a change of the past awaits nothing and cannot be edited, started or reopened', async () => {
  const { changes, max, eva, db } = await pastDesk();
  await changes([aPastChange()]);
  const act = async (verb: string, body: object = {}) => (await max.post(`/v1/changes/${change}/${verb}`, body)).body.code;

  for (const needs of ['approval', 'start', 'finish', 'review', 'retrospective-approval'])
    expect((await ok(max.get(`/v1/changes?needs=${needs}`))).items).toEqual([]);
  expect((await max.patch(`/v1/changes/${change}`, { title: 'Other' })).body.code).toBe('change/not-open');
  expect(await act('submit')).toBe('change/not-draft');
  expect(await act('start')).toBe('change/not-scheduled');
  expect(await act('cancel', { reason: 'no' })).toBe('change/not-open');
  const outcomes = [{ item: db, outcome: 'failed' }];
  expect(await act('reopen', { outcomes, reason: 'wrong' })).toBe('change/imported');
  expect((await eva.post(`/v1/changes/${change}/decisions`, { decision: 'approve', revision: 1 })).body.code).toBe('approval/started');
  expect((await ok(max.get('/v1/changes?status=closed'))).items).toMatchObject([{ imported: true }]);
});

const down = { service: 'shop', state: 'down', start: '2026-11-10T22:00:00Z', end: '2026-11-11T01:00:00Z' };

it('I5 L2 agreed downtime of the past counts as if it had been agreed then: up to the agreed length, for the services that lose service', async () => {
  const { agree, changes, outages, availability } = await pastDesk();
  await agree();
  await outages([{ ...down, end: '2026-11-10T23:20:00Z' }]);

  await changes([aPastChange()]);

  expect(await availability()).toMatchObject({
    ...{ agreedDowntimeUsed: 'PT1H', outageTime: 'PT20M' },
    intervals: [
      { kind: 'agreed', end: '2026-11-10T23:00:00.000Z' },
      { kind: 'unplanned', start: '2026-11-10T23:00:00.000Z' },
    ],
  });
});

it('L2 I5 a change of the past that failed at 22:40 ends its agreed minutes then: used 40 min, unplanned 140', async () => {
  const { agree, changes, outages, availability } = await pastDesk();
  await agree();
  const window = { start: down.start, end: '2026-11-11T02:00:00Z' };

  await changes([aPastChange({ window, outcome: 'failed', failedAt: '2026-11-10T22:40:00Z' })]);
  await outages([down]);

  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT40M', outageTime: 'PT2H20M' });
});

it('L2 I5 H7 an emergency of the past agrees nothing, is nothing that somebody still approves, and is counted as one', async () => {
  const { agree, changes, outages, availability, max } = await pastDesk();
  await agree();
  await outages([down]);

  await changes([aPastChange({ type: 'emergency' })]);

  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT0S', outageTime: 'PT3H', intervals: [{ reason: 'emergency' }] });
  expect((await ok(max.get('/v1/changes?needs=retrospective-approval'))).items).toEqual([]);
  const [performance] = (await ok(max.get('/v1/reports/change-performance?from=2026-11-10&to=2026-11-11'))).items;
  expect(performance).toMatchObject({ changes: 1, emergency: 1, plannedDowntime: 'PT0S', downtimeSamples: { planned: 0, actual: 0 } });
});

it('H9 I5 how long the work of a successful change of the past took is not known: it is not the whole window', async () => {
  const { changes, max } = await pastDesk();
  await changes([aPastChange()]);

  const { items } = await ok(max.get('/v1/reports/change-performance?from=2026-11-10&to=2026-11-11'));

  expect(items).toMatchObject([{ plannedDowntime: 'PT1H', actualDowntime: 'PT0S', downtimeSamples: { planned: 1, actual: 0 } }]);
});

it('L2 I5 a change of the past with an agreed downtime of PT0S agrees nothing', async () => {
  const { agree, changes, outages, availability } = await pastDesk();
  await agree();
  await outages([down]);
  const { window } = aPastChange();

  await changes([aPastChange({ window: { ...window, agreedDowntime: 'PT0S' } })]);

  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT0S', outageTime: 'PT3H' });
});

it('L2 I5 the notice of the agreement is tested against the last decision of the past', async () => {
  const { agree, changes, outages, availability } = await pastDesk();
  await agree({ minimumNotice: 'PT23H' });
  await outages([down]);
  const [first] = aPastChange().approvals;
  const late = { person: 'cora@quiesce.test', decidedAt: '2026-11-10T08:00:00Z', evidence: evidenceOf('A-2') };

  await changes([aPastChange({ externalReference: { system: 'tickets', id: 'late' }, approvals: [first, late] })]);
  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT0S', outageTime: 'PT3H' });
  await changes([aPastChange()]);

  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT1H', outageTime: 'PT2H' });
});

it('L2 I5 a service that does not need the items of a change of the past has nothing agreed', async () => {
  const { agree, changes, outages, availability, ci } = await pastDesk();
  await agree();
  await ci('other-db', 'database');
  await outages([down]);

  await changes([aPastChange({ items: ['other-db'] })]);

  expect(await availability()).toMatchObject({ agreedDowntimeUsed: 'PT0S', outageTime: 'PT3H' });
});

it('L2 I5 a change of the past that is imported before the relations is taken with a warning, in a dry run too', async () => {
  const { changes, ci, max } = await pastDesk();
  await ci('new-db', 'database');
  const row = (id: string, more: object) => aPastChange({ externalReference: { system: 'tickets', id }, ...more });
  const rows = [
    row('early', { items: ['new-db'] }),
    row('related', { items: ['new-db', 'db'] }),
    row('no downtime', { items: ['new-db'], window: { ...aPastChange().window, agreedDowntime: 'PT0S' } }),
    row('emergency', { items: ['new-db'], type: 'emergency' }),
  ];
  const warned = [{ line: 1, outcome: 'created', warnings: [{ pointer: '/items', code: 'change/no-service' }] }];

  for (const dryRun of [true, false]) {
    const { progress, rows: answers } = await changes(rows, { dryRun });
    expect(progress).toMatchObject({ created: 4, failed: 0, warned: 1 });
    expect(answers.filter(({ warnings }: { warnings?: unknown }) => warnings !== undefined)).toMatchObject(warned);
  }
  expect((await ok(max.get('/v1/changes?status=closed'))).items).toHaveLength(4);
  expect((await changes(rows)).progress).not.toHaveProperty('warned');
});

it('H9 P2 I5 a change of the past counts at its finish in the performance of its services; its lead time and its work are not known, and its duties are not checked', async () => {
  const { changes, max, ada, shop } = await pastDesk();
  await changes([aPastChange({ outcome: 'failed', failedAt: '2026-11-10T22:40:00Z' })]);
  const report = async (from: string, to: string) =>
    (await ok(max.get(`/v1/reports/change-performance?from=${from}&to=${to}&groupBy=service`))).items;

  expect(await report('2026-11-10', '2026-11-10')).toMatchObject([
    {
      ...{ group: shop, changes: 1, changeFailureRate: 1, plannedDowntime: 'PT1H', actualDowntime: 'PT0S' },
      ...{ leadTime: { p50: null, samples: 0 }, approvalTime: { p50: null, samples: 0 }, downtimeSamples: { planned: 1, actual: 0 } },
    },
  ]);
  expect(await report('2026-11-11', '2026-11-23')).toEqual([]);
  const { checked, imported, items } = await ok(ada.get('/v1/reports/segregation-of-duties?from=2026-11-01&to=2026-11-23'));
  expect([checked, imported, items]).toEqual([0, 1, []]);
});
