import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;
const serials = (assets: readonly { serialNumber?: string }[]) => assets.map(({ serialNumber }) => serialNumber);

it('I5 T3 rows of one name with different serial numbers are different assets, also without a vendor and in another file', async () => {
  const { imported, assets } = await transferDesk();
  const file = lines('kind,name,serialNumber', 'hardware,Laptop,S-1', 'hardware,Laptop,S-2', 'hardware,Laptop,s-2');

  const first = await imported(file);
  const before = await assets();
  const again = await imported(file);
  const second = await imported(lines('kind,name,serialNumber', 'hardware,Laptop,S-3'));

  expect(first.progress).toMatchObject({ created: 2, failed: 1 });
  expect(faultsOf(first.rows)).toEqual([[4, '', 'import/duplicate']]);
  expect(again.progress).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect(second.progress).toMatchObject({ created: 1, updated: 0 });
  expect(serials(before).toSorted()).toEqual(['S-1', 'S-2']);
  expect(serials(await assets()).toSorted()).toEqual(['S-1', 'S-2', 'S-3']);
});

it('I5 T3 without a vendor, a serial number counts together with the name, of whatever vendor the asset is', async () => {
  const { imported, ann, assets } = await transferDesk();
  for (const vendor of ['A', 'B']) await ann.post('/v1/assets', { kind: 'hardware', name: 'Twin', vendor, serialNumber: 'T-1' });
  await imported(lines('kind,name,serialNumber,location', 'hardware,Laptop,S-1,Berlin'), { defaults: { vendor: 'A' } });

  const other = await imported(lines('kind,name,serialNumber', 'hardware,Screen,S-1'), { dryRun: true });
  const same = await imported(lines('name,serialNumber,location', 'laptop,s-1,Bonn'));
  const either = await imported(lines('name,serialNumber', 'Twin,T-1'));

  expect(other.progress).toMatchObject({ created: 1 });
  expect(same.progress).toMatchObject({ updated: 1, created: 0 });
  expect(faultsOf(either.rows)).toEqual([[2, '/name', 'import/ambiguous']]);
  expect((await assets()).at(-1)).toMatchObject({ location: 'Bonn', vendor: 'A', serialNumber: 's-1' });
});

it('I5 T3 a row that says there is no serial number does not take it from an asset with the same name', async () => {
  const { imported, assets } = await transferDesk();
  const file = lines('kind,name,assetTag,serialNumber', 'hardware,Laptop,,S-1', 'hardware,Phone,P-1,', 'hardware,Screen,,S-9');
  const without = lines('kind,name,assetTag,serialNumber', 'hardware,Laptop,,', 'hardware,Phone,,', 'hardware,Screen,,N/A');
  await imported(file);

  const first = await imported(without);
  const again = await imported(without);

  expect(first.progress).toMatchObject({ created: 3, updated: 0 });
  expect(again.progress).toMatchObject({ unchanged: 3, created: 0, updated: 0 });
  expect((await imported(file)).progress).toMatchObject({ unchanged: 3 });
  expect(await assets()).toHaveLength(6);
});

it('I5 T3 rows that have nothing but one name are refused but for the first, with a code of their own, also with placeholders', async () => {
  const { imported } = await transferDesk();
  const file = lines('kind,name,serialNumber', 'hardware,Monitor,N/A', 'hardware,monitor,unknown');

  const { rows } = await imported(file);

  expect(faultsOf(rows)).toEqual([[3, '/name', 'import/same-name']]);
  expect((await imported(file)).progress).toMatchObject({ unchanged: 1, failed: 1 });
});

it('I5 T3 a file that is to find assets by their names brings a serial number to one without, and never another one', async () => {
  const { imported, assets } = await transferDesk();
  const byName = { matchOn: ['name'] };
  await imported(lines('kind,name', 'hardware,Laptop'));

  const brought = await imported(lines('kind,name,serialNumber', 'hardware,Laptop,S-1'), byName);
  const file = lines('kind,name,serialNumber', 'hardware,Laptop,S-1', 'hardware,Laptop,S-2', 'hardware,Laptop,');
  const others = await imported(file, byName);
  const again = await imported(file, byName);

  expect(brought.progress).toMatchObject({ updated: 1 });
  expect(others.progress).toMatchObject({ unchanged: 1, created: 2, failed: 0 });
  expect(again.progress).toMatchObject({ unchanged: 3 });
  expect(serials(await assets()).toSorted()).toEqual(['S-1', 'S-2', undefined]);
});
