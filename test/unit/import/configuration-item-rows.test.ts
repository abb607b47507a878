import { expect, it } from '@jest/globals';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { faultsOf } from '../../support/imports.ts';

it('I5 an import of CIs or relations that is interrupted and runs twice, or is overtaken by another run, creates each once', async () => {
  const { interrupted, overtaken, cora, all, relations } = await estateDesk();
  const names = Array.from({ length: 30 }, (_, n) => `web-${n}`);
  const kind = 'configuration-items';
  const file = linesOf('name,class,aliases.hostname', ...names.map((name) => `${name},server,${name}`));
  const links = linesOf('source,type,target', ...names.slice(1).map((name) => `${name},depends-on,web-0`));

  const stopped = await interrupted(file, { kind }, cora);
  const twice = await overtaken(file.replaceAll('web', 'app'), { kind }, cora);
  const related = await overtaken(links, { kind: 'relations' }, cora);
  const again = await relations(links);

  expect(stopped.first).toBe('the function ends');
  expect([stopped.progress, twice.progress, related.progress].map(({ failed, rows }) => [failed, rows])).toEqual([
    ...[
      [0, 30],
      [0, 30],
      [0, 29],
    ],
  ]);
  expect(stopped.progress).toMatchObject({ created: 30 });
  expect(again.progress).toMatchObject({ unchanged: 29 });
  expect(new Set((await all()).map(({ name }: { name: string }) => name)).size).toBe(60);
  expect(await all()).toHaveLength(60);
});

it('I5 the contact groups and the team of a CI are told by name, and the same file again changes nothing', async () => {
  const { ciLines, all, admin, exported, imported, cora } = await estateDesk();
  await admin.post('/v1/teams', { name: 'Blue' });
  await admin.post('/v1/contact-groups', { name: 'on-call', members: [] });
  const web = { name: 'web', class: 'server', ownerTeam: 'Blue', contactGroups: [{ group: 'on-call', role: 'on-call' }] };

  const first = await ciLines([web]);
  const again = await ciLines([web]);
  const kind = 'configuration-items';
  const file = await exported({ kind }, cora);
  const unknown = await ciLines([{ ...web, name: 'app', contactGroups: [{ group: 'nobody', role: 'x' }] }]);

  expect(faultsOf(first.rows)).toEqual([]);
  expect(again.progress).toMatchObject({ unchanged: 1 });
  expect(file).toContain('Blue');
  expect((await imported(file, { kind }, cora)).progress).toMatchObject({ unchanged: 1 });
  expect(faultsOf(unknown.rows)).toEqual([[1, '/contactGroups/0/group', 'contact-group/unknown']]);
  expect(await all()).toMatchObject([{ ownerTeamName: 'Blue', contactGroupNames: [{ name: 'on-call' }] }]);
});

it('I5 a row with values that no CI may have is an error of the row, and stops no other', async () => {
  const { ciLines, cis, all } = await estateDesk();
  const row = { class: 'server' };
  const labels = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`l${n}`, 'x']));
  const many = Array.from({ length: 21 }, (_, n) => `hostname=h${n}`);
  const objects: readonly (readonly [object, string, string])[] = [
    [{ ...row, aliases: 5 }, '/aliases', 'invalid-type'],
    [{ ...row, aliases: ['no alias'] }, '/aliases/0', 'invalid-type'],
    [{ ...row, aliases: [{ scheme: 'name', value: 'x' }] }, '/aliases/0/scheme', 'custom'],
    [{ ...row, aliases: [`hostname=${'\u{1F600}'.repeat(600)}`] }, '/aliases/0/value', 'too-big'],
    [{ ...row, aliases: many }, '/aliases', 'too-big'],
    [{ ...row, labels }, '/labels', 'custom'],
    [{ ...row, labels: { a: 1 } }, '/labels/a', 'invalid-type'],
    [{ ...row, attributes: [] }, '/attributes', 'invalid-type'],
    [{ ...row, stage: 'gone' }, '/stage', 'invalid-value'],
    [{ ...row, id: 'x'.repeat(5_000) }, '/id', 'configuration-item/unknown'],
    [{ ...row, name: 'n'.repeat(5_000) }, '/name', 'too-big'],
    [{ ...row, name: 'y', class: 'c'.repeat(5_000) }, '/class', 'too-big'],
    [{ ...row, price: 5 }, '/price', 'unknown-field'],
    [{ ...row, evidence: 'none' }, '/evidence', 'invalid-union'],
  ];

  const { rows, progress } = await ciLines(
    [...objects.map(([object], at) => ({ name: `x-${at}`, ...object })), { name: 'fine', class: 'server' }],
    {
      matchOn: ['hostname'],
    },
  );
  const { rows: cells } = await cis(linesOf('name,class,attributes,labels.,aliases.Bad', 'z,server,{"a":,,x'));

  expect(faultsOf(rows)).toEqual(objects.map(([, pointer, code], at) => [at + 1, pointer, code]));
  expect(progress).toMatchObject({ created: 1, failed: objects.length });
  expect(faultsOf(cells)).toEqual([[2, '/attributes', 'import/not-json']]);
  expect((await all()).map(({ name }: { name: string }) => name)).toEqual(['fine']);
});

it('I5 a CI that is decommissioned is not found by its name: what has the name now is another one', async () => {
  const { cis, cora } = await estateDesk();
  await cis(linesOf('name,class,stage', 'web,server,decommissioned'));

  const first = await cis(linesOf('name,class', 'web,server'));
  const again = await cis(linesOf('name,class', 'web,server'));

  expect([first.progress, again.progress]).toMatchObject([{ created: 1 }, { unchanged: 1 }]);
  expect((await cora.get('/v1/configuration-items?name=web')).body.items).toHaveLength(2);
});

it('I5 a row with an attribute named __proto__ is refused, and other names that objects have are names like any other', async () => {
  const { ciLines, cis, all } = await estateDesk();
  const proto = JSON.parse('{"__proto__": "x"}');
  const names = { constructor: 'one', prototype: 'two', toString: 'three' };

  const { rows } = await ciLines([
    { name: 'a', class: 'server', attributes: proto },
    { name: 'b', class: 'server', attributes: { nested: { inner: proto } } },
    { name: 'c', class: 'server', attributes: names },
  ]);
  const header = 'name,class,attributes.__proto__,attributes.constructor';
  const cells = await cis(linesOf(header, 'd,server,x,', 'e,server,,one'));
  const json = await cis(linesOf('name,class,attributes', 'g,server,"{""__proto__"": 1}"'));

  expect(faultsOf(rows)).toEqual([
    [1, '/attributes/__proto__', 'import/row-invalid'],
    [2, '/attributes/nested/inner/__proto__', 'import/row-invalid'],
  ]);
  expect(faultsOf(cells.rows)).toEqual([[2, '/attributes/__proto__', 'import/row-invalid']]);
  expect(faultsOf(json.rows)).toEqual([[2, '/attributes/__proto__', 'import/row-invalid']]);
  expect((await all()).map(({ name, attributes }: { name: string; attributes: object }) => [name, { ...attributes }])).toEqual(
    expect.arrayContaining([
      ['c', names],
      ['e', { constructor: 'one' }],
    ]),
  );
});
