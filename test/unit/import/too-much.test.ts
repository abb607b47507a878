import { expect, it } from '@jest/globals';
import { draftOf, patchOfRow } from '../../../shared/domain/import/row-draft.ts';
import { transferDesk } from '../../support/imports.ts';

const lines = (...rows: readonly string[]): string => rows.join('\n');

it('I5 cells that are far too long or too deep are errors of their rows, told in a few words, and do not keep the import from ending', async () => {
  const { imported } = await transferDesk();
  const deep = JSON.stringify({ x: Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 1) }).replaceAll('"', '""');
  const long = 'x'.repeat(400_000);

  const { status, progress, rows } = await imported(
    lines(
      'kind,name,warrantyEnd,purchase.value,customFields',
      `hardware,One,${long},,`,
      `hardware,Two,,1${' '.repeat(300_000)}x,`,
      `hardware,Three,,,"${deep}"`,
      `hardware,${'a'}${'\u200c'.repeat(200_000)}x,,,`,
      'hardware,Five,,,',
    ),
  );

  expect([status, progress]).toEqual(['done', expect.objectContaining({ rows: 5, created: 1, failed: 4 })]);
  expect(rows.slice(0, 3).map(({ errors }: { errors: { code: string }[] }) => errors[0]?.code)).toEqual([
    'import/not-a-date',
    'import/not-a-number',
    'body/too-deep',
  ]);
  expect(JSON.stringify(rows).length).toBeLessThan(5_000);
});

it('I5 NDJSON that is nested far too deep is an error of its row', async () => {
  const { imported } = await transferDesk();
  const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

  const { status, rows } = await imported(`{"kind":"hardware","name":"One"}\n${nested}\n`, { format: 'ndjson' });

  expect([status, rows.map(({ errors }: { errors?: { code: string }[] }) => errors?.[0]?.code)]).toEqual([
    'done',
    [undefined, 'body/too-deep'],
  ]);
});

it('I5 a file with very long names of columns fails with a reason', async () => {
  const { imported } = await transferDesk();

  const { status, reason } = await imported(`kind,name,${'x'.repeat(400_000)}\nhardware,One,\n`);

  expect([status, reason.code]).toEqual(['failed', 'import/row-too-large']);
});

it('I5 A4 a row that takes too long to check by the schema of its category fails alone', async () => {
  const { imported, ann } = await transferDesk();
  const customFields = { properties: { ports: { uniqueItems: true } } };
  await ann.put('/v1/categories/switch', { customFields }, { 'if-none-match': '*' });
  const asset = (name: string, ports: number) => ({
    ...{ kind: 'hardware', name, category: 'switch' },
    customFields: { ports: Array.from({ length: ports }, (_, at) => [1, 2, 3, at]) },
  });

  const file = lines(JSON.stringify(asset('One', 9_000)), JSON.stringify(asset('Two', 20)), '');
  const { status, progress, rows } = await imported(file, { format: 'ndjson' });

  expect([status, progress]).toMatchObject(['done', { created: 1, failed: 1 }]);
  expect(rows[0]?.errors).toMatchObject([{ code: 'schema/too-much-work', pointer: '/customFields' }]);
});

it('I5 a row of 9,000 custom fields is read in less than a second', () => {
  const filling = { defaults: {}, money: [] };
  const row = new Map(Array.from({ length: 9_000 }, (_, at) => [`customFields.field${at}`, at] as const));
  const began = process.cpuUsage();

  const draft = draftOf(row, filling);
  const cleared = patchOfRow(new Map([...row.keys()].map((path) => [path, null])), draft, filling);

  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(1_000);
  expect(Object.keys(Object(draft.customFields))).toHaveLength(9_000);
  expect(cleared).toEqual({ customFields: null });
});
