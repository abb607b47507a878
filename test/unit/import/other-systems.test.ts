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
