import { expect, it } from '@jest/globals';
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
