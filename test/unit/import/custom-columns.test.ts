import { expect, it } from '@jest/globals';
import { faultsOf, transferDesk } from '../../support/imports.ts';

const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;
const properties = {
  ...{ ram: { type: 'integer' }, weight: { type: 'number' }, encrypted: { type: 'boolean' }, room: { type: 'string' } },
  slots: { $ref: '#/$defs/count' },
};
const header =
  'kind,name,assetTag,category,customFields.ram,customFields.weight,customFields.encrypted,customFields.room,customFields.slots';

const laptopDesk = async () => {
  const desk = await transferDesk();
  await desk.ann.put('/v1/categories/Laptops', {
    customFields: { type: 'object', properties, $defs: { count: { type: 'integer' } } },
  });
  const tagged = async (tag: string) => (await desk.ann.get(`/v1/assets/${tag}`)).body;
  return { ...desk, tagged };
};

it('I5 columns of custom fields have the types of the schema of the category, and the same file again changes nothing', async () => {
  const { imported, tagged } = await laptopDesk();
  const german = { numberFormat: '1.234,56', delimiter: ',', values: { 'customFields.encrypted': { Ja: 'true' } } };
  const file = lines(header, 'hardware,One,T-1,Laptops,1.024,"1,5",Ja,2,4', 'hardware,Two,T-2,,16,,Ja,,');

  const first = await imported(file, german);
  const again = await imported(file, german);
  const stored = await imported(lines('assetTag,customFields.ram,customFields.encrypted', 'T-1,32,FALSE'));
  const byDefault = await imported(lines('kind,name,assetTag,customFields.ram', 'hardware,Three,T-3,8'), {
    defaults: { category: 'Laptops' },
  });

  expect([faultsOf(first.rows), again.progress]).toMatchObject([[], { unchanged: 2 }]);
  expect([stored.progress, byDefault.progress]).toMatchObject([{ updated: 1 }, { created: 1 }]);
  expect((await tagged('T-1')).customFields).toEqual({ ram: 32, weight: 1.5, encrypted: false, room: '2', slots: 4 });
  expect((await tagged('T-2')).customFields).toEqual({ ram: '16', encrypted: 'true' });
  expect((await tagged('T-3')).customFields).toEqual({ ram: 8 });
});

it('I5 a text that is no value of its type is refused with the field and a code', async () => {
  const { imported } = await laptopDesk();
  const rows = ['hardware,A,T-1,Laptops,a lot,,,,', 'hardware,B,T-2,Laptops,,,maybe,,', 'hardware,C,T-3,Laptops,1.5,,,,'];

  const { rows: results } = await imported(lines(header, ...rows));

  expect(faultsOf(results)).toEqual([
    [2, '/customFields/ram', 'import/not-a-number'],
    [3, '/customFields/encrypted', 'import/not-a-boolean'],
    [4, '/customFields/ram', 'asset/custom-fields'],
  ]);
});
