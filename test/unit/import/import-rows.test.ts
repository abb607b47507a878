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
    [5, '/purchase/value/amount', 'money/too-fine'],
    [6, undefined, undefined],
    [7, '', 'import/duplicate'],
  ]);
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
  files.upload(id, Buffer.from(lines('kind,name,assetTag', ...Array.from({ length: 260 }, (_, n) => `hardware,A,T-${n}`))));
  const { commit } = world.store;
  let writes = 0;
  world.records.commit = async (some) => {
    clock.advance(100);
    writes += 1;
    if (writes === 230) throw new Error('the function ends');
    return commit.call(world.store, some);
  };

  await expect(uploaded(id)).rejects.toThrow('the function ends');
  expect((await ann.get(`/v1/imports/${id}`)).body.progress.rows).toBe(200);
  await Promise.all([message(JSON.stringify({ id })), message(JSON.stringify({ id }))]);
  await goOn();

  const { status, progress } = await outcomeOf(id);
  expect({ status, progress }).toEqual({
    status: 'done',
    progress: { rows: 260, of: 260, created: 260, updated: 0, unchanged: 0, failed: 0 },
  });
  expect((await ann.get('/v1/assets?limit=1')).body.items).toHaveLength(1);
  expect(await assets()).toHaveLength(200);
  const all = new Set<number>();
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { body } = await ann.get(`/v1/imports/${id}/rows?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const { line } of body.items) all.add(line);
    cursor = body.nextCursor;
  }
  expect(all.size).toBe(260);
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
  expect(disposed[0].errors[0].pointer).toBe('/disposal/method');
  expect((await ann.get('/v1/assets?limit=1')).body.items[0].status).toBe('retired');
});

it('A9 I5 what a row was refused with is not found by search and not among the listed values, although its words are written first', async () => {
  const { imported, world } = await transferDesk();
  const fields = 'kind,name,assetTag,vendor,serialNumber,location';
  await imported(lines(fields, 'hardware,Beamer,T-1,Example,S-1,Bern'));

  const { rows: results } = await imported(lines(fields, 'hardware,Orphan,T-2,Example,S-1,Basel', 'hardware,Found,T-3,Example,S-3,Bern'), {
    matchOn: ['assetTag'],
  });

  const found = async (word: string) => (await world.items.search([word], { limit: 10 })).items.map(({ asset }) => asset?.name);
  expect(results[0].errors[0]).toMatchObject({ pointer: '/serialNumber', code: 'asset/serial-number-taken' });
  expect([await found('orphan'), await found('found'), await found('beamer')]).toEqual([[], ['Found'], ['Beamer']]);
  expect((await world.listedValues.page('location', { limit: 10 })).items).toEqual([{ name: 'Bern', assets: 2 }]);
});
