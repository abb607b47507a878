import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';
import { glpiExport, snipeItExport } from '../../support/real-exports.ts';

const euros = { defaults: { 'purchase.value.currency': 'EUR' } };
type Named = { readonly name: string; readonly id: string };
const byName = (assets: readonly Named[]) => assets.toSorted((one, other) => one.name.localeCompare(other.name));

it.each([
  ['snipe-it', snipeItExport, ['ann-mbp', 'ben-mbp']],
  ['glpi', glpiExport, ['pc-7', 'pc-8']],
])('I5 the export of %s with all its columns is imported, and the same file again changes nothing', async (preset, file, names) => {
  const { imported, assets } = await transferDesk();

  const first = await imported(file, { preset, ...euros });
  const again = await imported(file, { preset, ...euros });

  expect(faultsOf(first.rows)).toEqual([]);
  expect(first.ignoredColumns).toContain('ID');
  expect(again.progress).toMatchObject({ unchanged: 2, failed: 0 });
  expect(byName(await assets()).map(({ name }) => name)).toEqual(names);
});

it('I5 a column ID of a spreadsheet is left out, an id is ours, and what is mapped counts', async () => {
  const { imported, assets } = await transferDesk();
  const file = 'ID,Asset Tag,NAME,Kind,Location\n1,H-1,One,hardware,Berlin\n';

  const first = await imported(file, { mapping: { 'Asset Tag': 'assetTag', location: '' } });
  const [{ id, location }] = await assets();
  const ours = await imported(`id,name\n${id},Two\n`);
  const declared = await imported(`ID,name\n${id},Three\n`, { mapping: { ID: 'id' } });
  const json = await imported(`${JSON.stringify({ id, name: 'Three', ID: 5 })}\n`, { format: 'ndjson', mapping: { ID: '' } });

  expect([faultsOf(first.rows), first.ignoredColumns, location]).toEqual([[], ['ID', 'Location'], undefined]);
  expect([ours.progress, declared.progress, json.progress]).toMatchObject([{ updated: 1 }, { updated: 1 }, { unchanged: 1 }]);
});

it('I5 an asset of Snipe-IT without a name is called after its model, or else its tag, until it gets a name here', async () => {
  const { imported, assets, ann } = await transferDesk();
  const file = 'Asset Name,Asset Tag,Serial,Model\n,L-1,C02X,MacBook Pro\n,L-2,C02Y,\nben-mbp,L-3,C02Z,MacBook Pro\n';

  const first = await imported(file, { preset: 'snipe-it' });
  const names = byName(await assets()).map(({ name }) => name);
  await ann.patch('/v1/assets/L-1', { name: 'Renamed' }, { 'if-match': '*' });
  const again = await imported(file, { preset: 'snipe-it' });

  expect(faultsOf(first.rows)).toEqual([]);
  expect(names).toEqual(['ben-mbp', 'L-2', 'MacBook Pro']);
  expect(again.progress).toMatchObject({ unchanged: 3, failed: 0 });
  expect((await ann.get('/v1/assets/L-1')).body.name).toBe('Renamed');
});

it('A2 I5 the same export of Snipe-IT tells who has what: an asset that nobody has is unchanged, and one that somebody has is not taken back', async () => {
  const { imported, ann, vic } = await transferDesk();
  await imported(snipeItExport, { preset: 'snipe-it', ...euros });
  const mapping = { 'Asset Tag': 'asset', 'Checked Out To': 'person', Location: '' };
  const draft = { kind: 'assignments', mapping, values: { person: { vic: 'vic@quiesce.test' } } };

  const first = await imported(snipeItExport, draft);
  const again = await imported(snipeItExport, draft);
  await ann.post('/v1/assets/L-2/assignments', { person: 'vic@quiesce.test' });
  const later = await imported(snipeItExport, draft);

  expect([faultsOf(first.rows), first.progress]).toMatchObject([[], { created: 1, unchanged: 1 }]);
  expect(again.progress).toMatchObject({ unchanged: 2, created: 0 });
  expect(faultsOf(later.rows)).toEqual([[3, '/returnedAt', 'asset/assigned']]);
  expect((await ann.get('/v1/assets/L-1')).body.assignment).toMatchObject({ person: vic.id });
});
