import { expect, it } from '@jest/globals';
import { transferDesk } from '../../support/imports.ts';

const header = 'kind,name,assetTag,vendor,serialNumber,purchase.date,purchase.value,location,owner.person';
const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => `hardware,Laptop ${n},L-${n},Example,S-${n},2026-01-15,1234.50 EUR,Berlin,vic@quiesce.test`);
const lines = (...some: readonly string[]) => `${some.join('\n')}\n`;

it('I5 a file creates assets, with a result for each row', async () => {
  const { imported, assets, vic, ann, world } = await transferDesk();

  const { status, progress, rows: results } = await imported(lines(header, ...rows(3)));

  const found = await assets();
  expect({ status, progress }).toEqual({ status: 'done', progress: { rows: 3, of: 3, created: 3, updated: 0, unchanged: 0, failed: 0 } });
  expect(results).toEqual([2, 3, 4].map((line, at) => ({ line, outcome: 'created', item: found[at].id })));
  expect(found[0]).toMatchObject({
    ...{ kind: 'hardware', name: 'Laptop 0', assetTag: 'L-0', serialNumber: 'S-0', status: 'in-stock', location: 'Berlin' },
    ...{ purchase: { date: '2026-01-15', value: { amount: '1234.50', currency: 'EUR' } }, owner: { person: vic.id } },
  });
  const [event] = await world.events.of({ type: 'item', id: found[0].id });
  expect(event).toMatchObject({ name: 'AssetRegistered', actor: `person:${ann.id}` });
});

it('I5 the same file again changes nothing and writes nothing', async () => {
  const { imported, assets } = await transferDesk();
  const file = lines(header, ...rows(3));
  await imported(file);
  const before = await assets();

  const { progress } = await imported(file);

  expect(progress).toMatchObject({ created: 0, updated: 0, unchanged: 3, failed: 0 });
  expect(await assets()).toEqual(before);
});

it('I5 a column that is present and empty, and one that is absent, create defaults; on update, absent leaves and empty clears', async () => {
  const { imported, assets } = await transferDesk();
  await imported(lines('kind,name,assetTag,location,costCenter,purchase.value,condition', 'hardware,One,T-1,Berlin,,1.50 EUR,'));
  expect((await assets())[0]).toMatchObject({ location: 'Berlin', condition: 'working', status: 'in-stock' });
  expect((await assets())[0]).not.toHaveProperty('costCenter');

  await imported(lines('assetTag,location', 'T-1,   '));

  const [one] = await assets();
  expect(one).not.toHaveProperty('location');
  expect(one).toMatchObject({ name: 'One', purchase: { value: { amount: '1.50', currency: 'EUR' } } });
  expect((await imported(lines('assetTag,purchase.value', 'T-1,'))).progress.updated).toBe(1);
  expect((await assets())[0]).not.toHaveProperty('purchase');
});

it('I5 None and null are texts: an unknown reference is an error of the row', async () => {
  const { imported, assets } = await transferDesk();

  const { progress, rows: results } = await imported(
    lines('kind,name,assetTag,location,owner.person', 'hardware,One,T-1,null,', 'hardware,Two,T-2,None,None', 'hardware,Three,T-3,,null'),
  );

  expect(progress).toMatchObject({ created: 1, failed: 2 });
  expect((await assets()).map(({ location }: { location: string }) => location)).toEqual(['null']);
  expect(results[1]).toMatchObject({ line: 3, outcome: 'failed', errors: [{ pointer: '/owner/person', code: 'person/unknown' }] });
});

it('I5 the round trip of an export changes nothing, also with formulas, custom fields, empty fields and names that occur twice', async () => {
  const { imported, exported, assets, ann } = await transferDesk();
  await imported(lines(header, ...rows(2)));
  const cost = { value: { amount: '10', currency: 'EUR' } };
  for (const name of ['=1+1', "'=1+1", '-a', '@b', 'Screen', 'Screen'])
    await ann.post('/v1/assets', { kind: 'hardware', name, purchase: cost, customFields: { note: '=x', size: { a: [1, 2] } } });
  await ann.post('/v1/assets', { kind: 'phone-line', name: 'Line', phoneNumber: '+49 30 1', imei: '490154203237518' });
  const before = await assets();

  const file = await exported();
  const { progress, rows: results } = await imported(file);

  expect({ progress, results: results.filter(({ outcome }: { outcome: string }) => outcome !== 'unchanged') }).toEqual({
    progress: { rows: 9, of: 9, created: 0, updated: 0, unchanged: 9, failed: 0 },
    results: [],
  });
  expect(await assets()).toEqual(before);
  expect(file).toContain("'=1+1");
  expect(file).toContain("''=1+1");
  expect((await imported(await exported({ format: 'ndjson' }), { format: 'ndjson' })).progress).toMatchObject({ unchanged: 9, failed: 0 });
});

it('I5 a broken row stops no other, and a row that identifies the same as another is refused', async () => {
  const { imported } = await transferDesk();

  const {
    status,
    progress,
    rows: results,
  } = await imported(
    lines(
      'kind,name,assetTag,purchase.date,purchase.value',
      'hardware,One,T-1,2026-13-45,1 EUR',
      'hardware,Two,T-2',
      'spaceship,Three,T-3,,',
      'hardware,Four,T-4,2026-01-01,12.505 EUR',
      'hardware,Five,T-5,,',
      'hardware,Six,t-5,,',
    ),
  );

  const codes = results.map(({ line, errors }: { line: number; errors?: { pointer: string; code: string }[] }) => [
    line,
    errors?.[0]?.pointer,
    errors?.[0]?.code,
  ]);
  expect(status).toBe('done');
  expect(progress).toMatchObject({ rows: 6, created: 1, failed: 5 });
  expect(codes).toEqual([
    [2, '/purchase/date', expect.any(String)],
    [3, '', 'import/wrong-number-of-cells'],
    [4, '/kind', 'invalid-value'],
    [5, '/purchase/value/amount', 'custom'],
    [6, undefined, undefined],
    [7, '', 'import/duplicate'],
  ]);
});

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

it('I5 a dry run tells what would happen and writes nothing', async () => {
  const { imported, assets } = await transferDesk();
  await imported(lines(header, ...rows(1)));
  const before = await assets();

  const { progress } = await imported(lines('kind,name,assetTag', 'hardware,Renamed,L-0', 'hardware,New,N-1', 'hardware,,N-2'), {
    dryRun: true,
  });

  expect(progress).toMatchObject({ created: 1, updated: 1, failed: 1 });
  expect(await assets()).toEqual(before);
});

it('I5 an import that is interrupted goes on where it was, and a message that comes twice changes nothing', async () => {
  const { started, files, uploaded, goOn, outcomeOf, ann, assets, clock, world, message } = await transferDesk();
  const id = await started({}, ann);
  files.upload(id, Buffer.from(lines(header, ...rows(450))));
  const { commit } = world.store;
  let writes = 0;
  world.records.commit = async (some) => {
    clock.advance(100);
    writes += 1;
    if (writes === 330) throw new Error('the function ends');
    return commit.call(world.store, some);
  };

  await expect(uploaded(id)).rejects.toThrow('the function ends');
  expect((await ann.get(`/v1/imports/${id}`)).body.progress.rows).toBe(200);
  await Promise.all([message(JSON.stringify({ id })), message(JSON.stringify({ id }))]);
  await goOn();

  const { status, progress } = await outcomeOf(id);
  expect({ status, progress }).toEqual({
    status: 'done',
    progress: { rows: 450, of: 450, created: 450, updated: 0, unchanged: 0, failed: 0 },
  });
  expect((await ann.get('/v1/assets?limit=1')).body.items).toHaveLength(1);
  expect(await assets()).toHaveLength(200);
  const all = new Set<number>();
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { body } = await ann.get(`/v1/imports/${id}/rows?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const { line } of body.items) all.add(line);
    cursor = body.nextCursor;
  }
  expect(all.size).toBe(450);
});

it('A1 H10 a file changes the status and the condition by the same rules as a request', async () => {
  const { imported, assets, ann } = await transferDesk();
  await imported(lines('kind,name,assetTag', 'hardware,One,T-1'));

  const first = await imported(lines('assetTag,status,condition', 'T-1,retired,broken'));
  const { rows: refused } = await imported(lines('assetTag,status', 'T-1,ordered'));
  const { rows: disposed } = await imported(lines('assetTag,status', 'T-1,disposed'));

  expect(first.progress.updated).toBe(1);
  expect((await assets())[0]).toMatchObject({ status: 'retired', condition: 'broken' });
  expect(refused[0].errors[0].code).toBe('asset/transition-not-allowed');
  expect(disposed[0].errors[0].pointer).toBe('/method');
  expect((await ann.get('/v1/assets?limit=1')).body.items[0].status).toBe('retired');
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
