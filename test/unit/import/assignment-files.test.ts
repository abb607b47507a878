import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const assignments = { kind: 'assignments' };
const header = 'asset,person,location,item,dueDate,acceptance,note,returnedAt';
const lines = (...some: readonly string[]) => `${[header, ...some].join('\n')}\n`;
const vics = 'T-1,vic@quiesce.test,,,2026-12-31,asked,with bag,';
const stored = 't-2,,Store 1,,,,,';
const docked = 'T-3,,,T-1,,,,';

/** Three assets in stock. */
const assignmentsDesk = async () => {
  const desk = await transferDesk();
  await desk.imported('kind,name,assetTag\nhardware,One,T-1\nhardware,Two,T-2\nhardware,Three,T-3\n');
  const assignmentsOf = async (tag: string) => (await desk.ann.get(`/v1/assets/${tag}/assignments`)).body.items;
  const statusOf = async (tag: string) => (await desk.ann.get(`/v1/assets/${tag}`)).body.status;
  return { ...desk, assignmentsOf, statusOf };
};

it('A2 I5 a file checks assets out to a person, a location and another asset, each with its event', async () => {
  const { imported, assignmentsOf, statusOf, world, ann, vic } = await assignmentsDesk();

  const { status, progress, rows } = await imported(lines(vics, stored, docked), assignments);

  const [[one], [two], [three]] = await Promise.all(['T-1', 'T-2', 'T-3'].map(assignmentsOf));
  expect({ status, progress }).toMatchObject({ status: 'done', progress: { rows: 3, created: 3, failed: 0 } });
  expect(one).toMatchObject({ person: vic.id, dueDate: '2026-12-31', acceptance: 'asked', note: 'with bag' });
  expect([two.location, three.itemName, await statusOf('T-3')]).toEqual(['Store 1', 'One', 'in-use']);
  expect(rows.map(({ item }: { item: string }) => item)).toEqual([one.id, two.id, three.id]);
  const [event] = (await world.events.of({ type: 'item', id: one.asset })).filter(({ name }) => name === 'AssetCheckedOut');
  expect(event).toMatchObject({ actor: `person:${ann.id}`, body: { person: vic.id } });
});

it('I5 the same assignments again change nothing and write nothing, also after the holder has answered', async () => {
  const { imported, assignmentsOf, written, vic } = await assignmentsDesk();
  await imported(lines(vics, stored, docked), assignments);
  const [{ id, asset }] = await assignmentsOf('T-1');
  await vic.post(`/v1/assets/${asset}/assignments/${id}/accept`);
  const before = await assignmentsOf('T-1');

  const { answer, partitions } = await written(() => imported(lines(vics, stored, docked), assignments));

  expect(answer.progress).toMatchObject({ unchanged: 3, created: 0, failed: 0 });
  expect(partitions).toEqual(['IMPORT', 'IMPORT-KEY', 'IMPORT-ROW']);
  expect(await assignmentsOf('T-1')).toEqual(before);
});

it('A2 I5 a file takes assets back and gives them to the next; again it changes nothing', async () => {
  const { imported, assignmentsOf, statusOf, ann } = await assignmentsDesk();
  await imported(lines(vics, stored), assignments);
  const file = lines('T-1,vic@quiesce.test,,,,,,2026-11-24', 'T-1,ann@quiesce.test,,,,,,', 'T-2,,,,,,,2026-11-24', 'T-3,,,,,,,2026-11-24');

  const first = await imported(file, assignments);
  const second = await imported(file, assignments);

  const [anns, former] = await assignmentsOf('T-1');
  expect([first.progress, second.progress]).toMatchObject([
    { updated: 2, created: 1, unchanged: 1, failed: 0 },
    { updated: 0, created: 0, unchanged: 4, failed: 0 },
  ]);
  expect([anns.person, anns.returnedAt, former.returnedAt]).toEqual([ann.id, undefined, expect.any(String)]);
  expect([await statusOf('T-1'), await statusOf('T-2'), await statusOf('T-3')]).toEqual(['in-use', 'in-stock', 'in-stock']);
});

it('I5 a return of last week does not take an asset from who got it since', async () => {
  const { imported, assignmentsOf, clock, ann } = await assignmentsDesk();
  await imported(lines(vics), assignments);
  const back = lines('T-1,vic@quiesce.test,,,,,,2026-11-24');
  await imported(back, assignments);
  clock.advance(7 * 24 * 3_600_000);
  await ann.post('/v1/assets/T-1/assignments', { person: 'vic@quiesce.test' });

  const { progress } = await imported(back, assignments);

  expect(progress).toMatchObject({ unchanged: 1, updated: 0, failed: 0 });
  expect((await assignmentsOf('T-1')).filter(({ returnedAt }: { returnedAt?: string }) => returnedAt === undefined)).toHaveLength(1);
});

it('I5 a broken row of assignments stops no other', async () => {
  const { imported, assignmentsOf } = await assignmentsDesk();
  await imported(lines(vics), assignments);
  await imported('kind,name,assetTag,purchase.date\nhardware,Four,T-4,2026-11-20\n');
  await imported(lines('T-4,,Store 1,,,,,'), assignments);

  const { progress, rows } = await imported(
    lines(
      'T-9,vic@quiesce.test,,,,,,',
      'T-2,nobody@quiesce.test,,,,,,',
      'T-2,vic@quiesce.test,Store 1,,,,,',
      'T-2,,,,,,,',
      'T-1,ann@quiesce.test,,,,,,',
      'T-1,vic@quiesce.test,,,2027-01-31,asked,with bag,',
      'T-2,ann@quiesce.test,,,2026-01-31,,,',
      'T-2,,Store 2,,,accepted,,',
      'T-4,,Store 1,,,,,2026-12-24',
      docked,
      docked,
    ),
    assignments,
  );

  expect(progress).toMatchObject({ created: 1, unchanged: 1, failed: 9 });
  expect(faultsOf(rows)).toEqual([
    [2, '/asset', 'item/unknown'],
    [3, '/person', 'person/unknown'],
    [4, '', 'assignment/one-holder'],
    [6, '', 'asset/assigned'],
    [7, '/dueDate', 'import/cannot-change'],
    [8, '/dueDate', 'assignment/due-in-the-past'],
    [9, '/acceptance', expect.any(String)],
    [10, '/returnedAt', 'asset/date-in-future'],
    [12, '', 'import/duplicate'],
  ]);
  expect(await assignmentsOf('T-2')).toEqual([]);
});

it('I5 a dry run of assignments tells what would happen and writes nothing', async () => {
  const { imported, assignmentsOf } = await assignmentsDesk();
  await imported(lines(vics), assignments);
  const before = await assignmentsOf('T-1');

  const { progress, rows } = await imported(
    lines('T-1,vic@quiesce.test,,,,,,2026-11-24', stored, 'T-3,nobody@quiesce.test,,,,,,', 'T-1,,,,,,,2027-01-01'),
    { ...assignments, dryRun: true },
  );

  expect(progress).toMatchObject({ updated: 1, created: 1, failed: 2 });
  expect(faultsOf(rows).map(([line, pointer]) => [line, pointer])).toEqual([
    [4, '/person'],
    [5, '/returnedAt'],
  ]);
  expect([await assignmentsOf('T-1'), await assignmentsOf('T-2')]).toEqual([before, []]);
});

it('I5 the export has who has which asset now; imported again it changes nothing, and with returnedAt it checks in', async () => {
  const { imported, exported, assignmentsOf, vic } = await assignmentsDesk();
  await imported(lines(vics, stored, docked), assignments);
  await imported(lines('T-2,,,,,,,2026-11-24'), assignments);
  const [{ id, asset }] = await assignmentsOf('T-1');
  await vic.post(`/v1/assets/${asset}/assignments/${id}/accept`);
  const before = await assignmentsOf('T-1');

  const [csv, ndjson] = [await exported(assignments), await exported({ ...assignments, format: 'ndjson' })];
  const results = [await imported(csv, assignments), await imported(ndjson, { ...assignments, format: 'ndjson' })];
  const after = await assignmentsOf('T-1');
  const back = await imported(csv.replace('accepted,with bag,', 'accepted,with bag,2026-11-24'), assignments);
  const again = await imported(csv, assignments);

  expect(results.map(({ progress }) => progress)).toMatchObject([
    { rows: 2, unchanged: 2 },
    { rows: 2, unchanged: 2 },
  ]);
  expect(after).toEqual(before);
  expect(csv).toContain('T-1,vic@quiesce.test,,,2026-12-31,accepted,with bag,');
  expect(await exported(assignments, vic)).not.toContain('T-1,');
  expect(back.progress).toMatchObject({ updated: 1, unchanged: 1 });
  expect(faultsOf(again.rows)).toEqual([[2, '/id', 'assignment/returned']]);
});

it('X2 I5 only asset managers import assignments', async () => {
  const { ada, vic } = await assignmentsDesk();
  const draft = { kind: 'assignments', format: 'csv' };

  expect([(await ada.post('/v1/imports', draft)).status, (await vic.post('/v1/imports', draft)).status]).toEqual([403, 403]);
});

it('I5 an import of assignments that is interrupted, and runs twice at the same time, checks each asset out once', async () => {
  const { interrupted, imported, assignmentsOf } = await assignmentsDesk();
  const tags = Array.from({ length: 12 }, (_, n) => `M-${n}`);
  await imported(`kind,name,assetTag\n${tags.map((tag) => `hardware,Many,${tag}\n`).join('')}`);

  const { first, progress } = await interrupted(lines(...tags.map((tag) => `${tag},vic@quiesce.test,,,,,,`)), assignments);

  expect(first).toBe('the function ends');
  expect(progress).toMatchObject({ rows: 12, created: 12, unchanged: 0, failed: 0 });
  for (const tag of tags) expect(await assignmentsOf(tag)).toHaveLength(1);
});

it('I5 an assignment that another run of the same import has made meanwhile is created, and is not refused', async () => {
  const { overtaken, assignmentsOf } = await assignmentsDesk();

  const { progress } = await overtaken(lines(vics, stored), assignments);

  expect(progress).toMatchObject({ created: 2, failed: 0 });
  expect(await assignmentsOf('T-1')).toHaveLength(1);
});
