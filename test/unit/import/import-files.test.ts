import { expect, it } from '@jest/globals';
import { transferDesk } from '../../support/imports.ts';

const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;

it('I5 declared delimiters, encodings, dates and numbers are read, and so are BOM, quoted line breaks and an empty last line', async () => {
  const { imported, assets } = await transferDesk();
  const declared = { mapping: { Bezeichnung: 'name', Nr: 'assetTag', Preis: 'purchase.value', Kauf: 'purchase.date' } };
  const german = {
    ...declared,
    dateFormat: 'dd.MM.yyyy',
    numberFormat: '1.234,56',
    defaults: { kind: 'hardware', 'purchase.value.currency': 'EUR' },
  };

  const windows = await imported(Buffer.from('Nr;Bezeichnung;Preis;Kauf\r\n1;"B\u00fcro \u0080";;\r\n', 'latin1'), {
    ...german,
    encoding: 'windows-1252',
  });
  const file = '\ufeffNr;Bezeichnung;Preis;Kauf;Egal\r\n"2";Gerät;"1.234,50";5.1.2026;"a\r\nb"\r\n3;Tisch;12,5;;\r\n\r\n';
  const { progress, ignoredColumns, rows: results } = await imported(file, german);

  expect(windows.rows).toMatchObject([{ line: 2, outcome: 'created' }]);
  expect(results.map(({ line }: { line: number }) => line)).toEqual([2, 4]);
  expect({ progress, ignoredColumns }).toMatchObject({ progress: { rows: 2, created: 2 }, ignoredColumns: ['Egal'] });
  expect((await assets()).toSorted((one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name))).toMatchObject([
    { name: 'Büro €' },
    { name: 'Gerät', purchase: { date: '2026-01-05', value: { amount: '1234.50', currency: 'EUR' } } },
    { name: 'Tisch', purchase: { value: { amount: '12.5', currency: 'EUR' } } },
  ]);
});

it.each([
  ['kind,name\nhardware,"One', {}, 'import/cut-off', 0],
  ['kind,name\nhardware,One\nhardware,"Two', {}, 'import/cut-off', 1],
  ['PK\u0003\u0004', {}, 'import/not-a-text-file', 0],
  ['', {}, 'import/empty', 0],
  ['a,b\n1,2\n', {}, 'import/no-known-column', 0],
  [Buffer.from('kind,name\nhardware,One\nhardware,Ger\u00e4t\n', 'latin1'), {}, 'import/wrong-encoding', 1],
  ['\ufffe', {}, 'import/no-known-column', 0],
  [Buffer.from('\ufeffkind', 'utf16le'), {}, 'import/wrong-encoding', 0],
  ['kind,name\n', { format: 'ndjson' }, 'import/not-ndjson', 0],
  ['{"kind":"hardware","name":"One"}\n{"kind":', { format: 'ndjson' }, 'import/cut-off', 1],
  [`kind,name\nhardware,"${'x'.repeat(1_100_000)}"\n`, {}, 'import/row-too-large', 0],
])('I5 a file that cannot be read fails with a reason: %#', async (file, draft, code, created) => {
  const { imported, assets } = await transferDesk();

  const { status, reason, progress } = await imported(file, draft);

  expect({ status, code: reason?.code, created: progress.created }).toEqual({ status: 'failed', code, created });
  expect(await assets()).toHaveLength(created);
});

it('I5 the export of Snipe-IT is imported by its preset', async () => {
  const { imported, assets } = await transferDesk();
  const file = lines(
    'Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchased,Cost,Order Number,Supplier,Location,Status',
    'Example AG,ann-mbp,L-1,MacBook Pro,A2991,Laptops,Apple,C02X,2026-01-15,"2,345.00",PO-1,Dealer,Berlin,Ready to Deploy (deployable)',
    'Example AG,`=x,L-2,MacBook Pro,A2991,Laptops,Apple,C02Y,2026-01-15,"2,345.00",PO-1,Dealer,Berlin,Assigned (deployed)',
  );

  const { progress, rows: results } = await imported(file, { preset: 'snipe-it', defaults: { 'purchase.value.currency': 'USD' } });

  expect({ progress, failed: results.flatMap(({ errors = [] }: { errors?: object[] }) => errors) }).toMatchObject({
    progress: { created: 2 },
    failed: [],
  });
  expect(await assets()).toMatchObject([
    {
      ...{
        name: 'ann-mbp',
        assetTag: 'L-1',
        brand: 'Apple',
        vendor: 'Dealer',
        serialNumber: 'C02X',
        status: 'in-stock',
        category: 'Laptops',
      },
      ...{ purchase: { date: '2026-01-15', value: { amount: '2345.00', currency: 'USD' }, orderNumber: 'PO-1' } },
      customFields: { company: 'Example AG', modelNumber: 'A2991' },
    },
    { name: '=x', status: 'in-use' },
  ]);
});

it('I5 the export of GLPI is imported by its preset', async () => {
  const { imported, assets } = await transferDesk();
  const file = lines(
    '"Name";"Entity";"Status";"Manufacturers";"Serial number";"Types";"Models";"Locations";"Inventory number";"Financial and administrative information - Value";',
    '"pc-7";"Root";"In use";"Dell";"ABC";"Desktop";"Optiplex";"Berlin > 2";"I-7";"800.00";',
  );

  const { progress } = await imported(file, { preset: 'glpi', defaults: { 'purchase.value.currency': 'EUR' } });

  expect(progress).toMatchObject({ created: 1 });
  expect(await assets()).toMatchObject([{ name: 'pc-7', assetTag: 'I-7', brand: 'Dell', status: 'in-use', location: 'Berlin > 2' }]);
});

it('I5 two columns that are mapped to the same field are refused, and a column that a file has twice is listed as ignored', async () => {
  const { ann, imported } = await transferDesk();
  const draft = { kind: 'assets', format: 'csv', mapping: { One: 'name', 'a/b': 'name', Left: '', Out: '' } };

  const refused = await ann.post('/v1/imports', draft);
  const twice = await imported('kind,name,assetTag,Name\nhardware,One,T-1,Two\n');

  const error = { pointer: '/mapping/a~1b', code: 'import/field-mapped-twice' };
  expect(refused).toMatchObject({ status: 400, body: { code: error.code, errors: [error] } });
  expect(twice).toMatchObject({ ignoredColumns: ['Name'], progress: { created: 1 } });
});
