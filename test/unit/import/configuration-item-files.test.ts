import { expect, it } from '@jest/globals';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { faultsOf } from '../../support/imports.ts';

const header = 'name,class,stage,evidence,environment,criticality,ownerTeam,labels.app,aliases.hostname,attributes.cores';
const web = 'web-1,server,live,existing,production,high,Blue,shop,web-1.example,8';

it('I5 C5 a file creates CIs with all their fields, as they are: live, with evidence existing and their changes recorded', async () => {
  const { cis, all, admin, cora, world } = await estateDesk();
  await admin.post('/v1/teams', { name: 'Blue' });
  await cora.put('/v1/classes/server', { attributes: { type: 'object', properties: { cores: { type: 'integer' } } } });

  const { status, progress, rows } = await cis(linesOf(header, web));

  const [ci] = await all();
  expect({ status, progress }).toEqual({ status: 'done', progress: { rows: 1, of: 1, created: 1, updated: 0, unchanged: 0, failed: 0 } });
  expect(rows).toEqual([{ line: 2, outcome: 'created', item: ci.id }]);
  expect(ci).toMatchObject({
    ...{ name: 'web-1', class: 'server', stage: 'live', evidence: 'existing', changeControl: 'record', environment: 'production' },
    ...{ criticality: 'high', ownerTeamName: 'Blue', labels: { app: 'shop' }, attributes: { cores: 8 } },
    aliases: [{ scheme: 'hostname', value: 'web-1.example' }],
  });
  expect(await world.events.of({ type: 'item', id: ci.id })).toMatchObject([
    { name: 'ConfigurationItemRegistered', actor: `person:${cora.id}` },
  ]);
});

it('I5 a dry run tells what would be created, updated and refused, and writes nothing', async () => {
  const { cis, all } = await estateDesk();
  await cis(linesOf('name,class,aliases.hostname', 'web-1,server,web-1.example', 'web-2,server,web-2.example'));
  const before = await all();
  const file = linesOf(
    'name,class,environment,aliases.hostname,aliases.aws-arn',
    'web-1,server,test,web-1.example,',
    'web-2,server,,web-2.example,',
    'web-3,server,,web-3.example,',
    'web-4,spaceship,,web-4.example,',
    'web-5,server,,web-1.example,arn:5',
  );

  const { progress, rows } = await cis(file, { dryRun: true, matchOn: ['aws-arn', 'hostname'] });
  const taken = await cis(file, { dryRun: true, matchOn: ['aws-arn'] });

  expect(progress).toMatchObject({ created: 1, updated: 2, unchanged: 1, failed: 1 });
  expect(faultsOf(rows)).toEqual([[5, '/class', 'class/unknown']]);
  expect(faultsOf(taken.rows)).toContainEqual([6, '/aliases/0', 'configuration-item/alias-taken']);
  expect(await all()).toEqual(before);
});

it('I5 rows find CIs by aliases or by name, the first that finds one counts, and a name that two have is refused', async () => {
  const { cis, all, cora } = await estateDesk();
  await cis(linesOf('name,class,aliases.hostname', 'web-1,server,web-1.example', 'web-2,server,'));
  for (const _ of [1, 2]) await cora.post('/v1/configuration-items', { name: 'twin', class: 'server' });

  const { rows } = await cis(
    linesOf(
      'name,environment,aliases.hostname',
      'Renamed,test,WEB-1.example.',
      'web-2,test,web-2.example',
      'twin,test,',
      'new,test,new.example',
    ),
  );

  expect(rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['updated', 'updated', 'failed', 'failed']);
  expect(faultsOf(rows)).toEqual([
    [4, '/name', 'import/ambiguous'],
    [5, '/class', 'invalid-type'],
  ]);
  expect((await all()).filter(({ name }: { name: string }) => name !== 'twin')).toMatchObject([
    { name: 'Renamed', environment: 'test', aliases: [{ value: 'web-1.example' }] },
    { name: 'web-2', environment: 'test', aliases: [{ scheme: 'hostname', value: 'web-2.example' }] },
  ]);
});

it('I5 two machines of one name with other ARNs stay two, and a CI that was registered by hand is the first of them', async () => {
  const { cis, all, cora } = await estateDesk();
  await cora.post('/v1/configuration-items', { name: 'web', class: 'server' });
  const file = linesOf('name,class,aliases.aws-arn', 'web,server,arn:1', 'web,server,arn:2');

  const first = await cis(file);
  const again = await cis(file);

  expect([first.progress, again.progress]).toMatchObject([
    { created: 1, updated: 1, failed: 0 },
    { unchanged: 2, failed: 0 },
  ]);
  expect((await all()).map(({ aliases }: { aliases: unknown }) => aliases)).toEqual([
    [{ scheme: 'aws-arn', value: 'arn:1' }],
    [{ scheme: 'aws-arn', value: 'arn:2' }],
  ]);
});

it('I5 attributes as JSON or in columns, and one that its schema refuses is an error of the row that points at it', async () => {
  const { cis, ciLines, all, cora } = await estateDesk();
  const attributes = { type: 'object', properties: { cores: { type: 'integer', minimum: 1 }, name: { type: 'string' } } };
  await cora.put('/v1/classes/server', { attributes });

  const { rows } = await cis(linesOf('name,class,attributes.cores,attributes.name', 'a,server,0,x', 'b,server,many,x', 'c,server,4,7'));
  const json = await ciLines([
    { name: 'd', class: 'server', attributes: { cores: 2.5 } },
    { name: 'e', class: 'server', attributes: { cores: 2 }, labels: { a: 'b' }, aliases: ['hostname=e.example'] },
  ]);

  expect(faultsOf(rows)).toEqual([
    [2, '/attributes/cores', 'configuration-item/attributes'],
    [3, '/attributes/cores', 'import/not-a-number'],
  ]);
  expect(faultsOf(json.rows)).toEqual([[1, '/attributes/cores', 'configuration-item/attributes']]);
  const stored = Object.fromEntries((await all()).map((ci: { name: string; attributes: unknown }) => [ci.name, ci.attributes]));
  expect(stored).toEqual({ c: { cores: 4, name: '7' }, e: { cores: 2 } });
});

it('I5 an absent column leaves a field, an empty cell clears it, and aliases are added and never taken away', async () => {
  const { cis, all } = await estateDesk();
  await cis(linesOf('name,class,environment,labels.app,attributes.rack,aliases.hostname', 'web-1,server,test,shop,R1,web-1.example'));

  await cis(linesOf('name,environment,labels.app,labels.tier,aliases.hostname', 'web-1,,,front,web-1.internal'), { matchOn: ['name'] });

  const [ci] = await all();
  expect(ci).not.toHaveProperty('environment');
  expect(ci).toMatchObject({ labels: { tier: 'front' }, attributes: { rack: 'R1' } });
  expect(ci.aliases.map(({ value }: { value: string }) => value)).toEqual(['web-1.example', 'web-1.internal']);
});

it('C4 H10 a file moves no CI to another stage', async () => {
  const { cis, all } = await estateDesk();
  await cis(linesOf('name,class', 'web-1,server'));

  const { rows } = await cis(linesOf('name,stage,environment', 'web-1,live,test'));

  expect(faultsOf(rows)).toEqual([[2, '/stage', 'import/cannot-change']]);
  expect((await all())[0]).toMatchObject({ stage: 'proposed', version: 1 });
});

it('I5 the round trip of CIs and of relations changes nothing', async () => {
  const { cis, relations, exported, all, cora, ciLines, imported } = await estateDesk();
  await cis(linesOf(header.replace(',ownerTeam', ''), web.replace(',Blue', ''), 'db-1,database,live,existing,,,,,'));
  await cora.patch('/v1/configuration-items/web-1', { attributes: { '=x': { a: [1] } } }, { 'if-match': '*' });
  await relations(linesOf('source,type,target', 'web-1,depends-on,db-1'));
  const before = await all();

  for (const format of ['csv', 'ndjson']) {
    for (const [kind, count] of [
      ['configuration-items', 2],
      ['relations', 1],
    ] as const) {
      const file = await exported({ kind, format }, cora);
      const { progress, rows } = await imported(file, { kind, format }, cora);
      expect([faultsOf(rows), progress]).toMatchObject([[], { rows: count, unchanged: count }]);
    }
  }
  expect(await all()).toEqual(before);
  expect(
    (await exported({ kind: 'configuration-items', format: 'ndjson', filter: { class: 'database' } }, cora)).trim().split('\n'),
  ).toHaveLength(1);
  expect((await ciLines([{ name: 'x' }])).progress.failed).toBe(1);
});

it('X2 I5 only configuration managers import CIs and relations', async () => {
  const { ann, ada, cora } = await estateDesk();

  const begin = async (who: typeof ann, kind: string) => (await who.post('/v1/imports', { kind, format: 'csv' })).status;

  expect(
    await Promise.all([ann, ada, cora].flatMap((who) => ['configuration-items', 'relations'].map((kind) => begin(who, kind)))),
  ).toEqual([...[403, 403, 403, 403, 201, 201]]);
});
