import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const terms = { kind: 'terms' };
const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;
const header = 'asset,start,end,quantity,cost,noticeBy,renews,reference';

/** A desk with two licenses that came in by a file. */
const licenseDesk = async () => {
  const desk = await transferDesk();
  await desk.imported(
    lines('kind,name,assetTag,license.metric', 'software-license,Draw,LIC-1,named-user', 'software-license,Mail,LIC-2,named-user'),
  );
  const termsOf = async (license: string) => (await desk.ann.get(`/v1/assets/${license}/terms`)).body.items;
  return { ...desk, termsOf };
};

it('A5 I5 files bring licenses with their terms and seats', async () => {
  const { imported, termsOf, ann, world } = await licenseDesk();
  const file = lines(header, 'LIC-1,2026-01-01,2026-12-31,2,1200.00 EUR,2026-12-01,TRUE,PO-1', 'LIC-2,2026-01-01,2026-12-31,1,10 EUR,,,');

  const { progress, rows } = await imported(file, terms);
  const seats = await imported(lines('asset,person', 'LIC-1,vic@quiesce.test', 'LIC-2,vic@quiesce.test'), { kind: 'seats' });

  const [draw] = await termsOf('LIC-1');
  expect([faultsOf(rows), progress]).toMatchObject([[], { created: 2 }]);
  expect(draw).toMatchObject({
    quantity: 2,
    cost: { amount: '1200.00', currency: 'EUR' },
    noticeBy: '2026-12-01',
    renews: true,
    reference: 'PO-1',
  });
  expect(rows[0].item).toBe(draw.id);
  expect(seats.progress).toMatchObject({ created: 2, failed: 0 });
  expect((await world.events.of({ type: 'item', id: draw.asset })).find(({ name }) => name === 'TermAdded')?.actor).toBe(
    `person:${ann.id}`,
  );
});

it('A5 I5 the same terms again, and their exports, change nothing; another quantity changes the term', async () => {
  const { imported, exported, termsOf } = await licenseDesk();
  const file = lines(header, 'LIC-1,2026-01-01,2026-12-31,2,1200.00 EUR,,false,PO-1', 'LIC-1,2026-01-01,2026-12-31,3,10.00 EUR,,,PO-2');
  await imported(file, terms);
  const before = await termsOf('LIC-1');

  const again = await imported(file, terms);
  const csv = await imported(await exported(terms), terms);
  const ndjson = await imported(await exported({ ...terms, format: 'ndjson' }), { ...terms, format: 'ndjson' });
  const after = await termsOf('LIC-1');
  const more = lines('asset,start,quantity,reference', 'LIC-1,2026-01-01,9,po-2');
  const tried = await imported(more, { ...terms, dryRun: true });
  const unchanged = await termsOf('LIC-1');
  const changed = await imported(more, terms);

  expect([again.progress, csv.progress, ndjson.progress]).toMatchObject([{ unchanged: 2 }, { unchanged: 2 }, { unchanged: 2 }]);
  expect([after, unchanged]).toEqual([before, before]);
  expect([tried.progress, changed.progress]).toMatchObject([{ updated: 1 }, { updated: 1 }]);
  expect((await termsOf('LIC-1')).map(({ quantity }: { quantity: number }) => quantity).toSorted()).toEqual([2, 9]);
});

it('A5 I5 a term without a reference gets that of a row, and is not added a second time', async () => {
  const { imported, termsOf } = await licenseDesk();
  await imported(lines('asset,start,end,quantity,cost', 'LIC-1,2026-01-01,2026-12-31,2,5 EUR'), terms);

  const { progress } = await imported(lines(header, 'LIC-1,2026-01-01,2026-12-31,2,5 EUR,,,PO-1'), terms);
  const other = await imported(lines(header, 'LIC-1,2026-01-01,2026-12-31,2,5 EUR,,,', 'LIC-1,2027-01-01,2027-12-31,2,5 EUR,,,'), {
    ...terms,
    dryRun: true,
  });

  expect(progress).toMatchObject({ updated: 1, created: 0 });
  expect(other.progress).toMatchObject({ created: 2 });
  expect(await termsOf('LIC-1')).toMatchObject([{ reference: 'PO-1' }]);
});

it('A5 I5 a broken row of terms stops no other', async () => {
  const { imported } = await licenseDesk();
  const two = ['LIC-2,2026-01-01,2026-12-31,1,5 EUR,,,A', 'LIC-2,2026-01-01,2026-12-31,1,5 EUR,,,B'];
  await imported(lines(header, ...two), terms);

  const { rows } = await imported(
    lines(
      `id,${header}`,
      ',LIC-9,2026-01-01,2026-12-31,1,5 EUR,,,',
      ',LIC-1,2026-01-01,2025-12-31,1,5 EUR,,,',
      ',LIC-1,2026-02-01,2026-12-31,1,,,,',
      ',LIC-1,2026-03-01,2026-12-31,1,5 EUR,,maybe,',
      'x,LIC-1,2026-04-01,2026-12-31,1,5 EUR,,,',
      `,${two[0]}`,
      `,${two[0]}`,
    ),
    terms,
  );
  const vague = await imported(lines('asset,start,quantity', 'LIC-2,2026-01-01,4'), terms);

  expect(faultsOf(rows)).toEqual([
    [2, '/asset', 'item/unknown'],
    [3, '/end', 'term/ends-before-start'],
    [4, '/cost', 'invalid-type'],
    [5, '/renews', 'import/not-a-boolean'],
    [6, '/id', 'term/unknown'],
    [8, '', 'import/duplicate'],
  ]);
  expect(faultsOf(vague.rows)).toEqual([[2, '/start', 'import/ambiguous']]);
});

it('X2 I5 terms are exported by those who see prices', async () => {
  const { vic } = await licenseDesk();

  expect((await vic.post('/v1/exports', { ...terms, format: 'csv' })).status).toBe(403);
});
