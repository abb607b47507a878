import { expect, it } from '@jest/globals';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { faultsOf } from '../../support/imports.ts';

const header = 'source,type,target';
const hosts = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `host-${from + n}`);

it('I5 C2 relations come by references of all kinds, and the same file again changes nothing', async () => {
  const { cis, relations, cora, ann } = await estateDesk();
  await cis(linesOf('name,class,aliases.hostname', 'web,server,web.example', 'db,database,', 'lb,load-balancer,lb.example'));
  const { body: db } = await cora.get('/v1/configuration-items?name=db');
  await ann.put(`/v1/assets/${db.items[0].id}`, { name: 'db', kind: 'hardware', assetTag: 'T-1' }, { 'if-none-match': '*' });
  const file = linesOf(header, `hostname=WEB.example,depends-on,${db.items[0].id}`, 'lb,depends-on,web', 'web,standby-of,t-1');

  const first = await relations(file);
  const again = await relations(file);

  expect(first.progress).toMatchObject({ created: 3, failed: 0 });
  expect(again.progress).toMatchObject({ unchanged: 3, failed: 0 });
  const { body: web } = await cora.get('/v1/items/hostname=web.example');
  expect(web.relations.dependencies.map(({ type }: { type: string }) => type).toSorted()).toEqual(['depends-on', 'standby-of']);
  expect(web.relations.dependants).toMatchObject([{ name: 'lb' }]);
  expect((await cora.get(`/v1/items/${web.id}/verification`)).body).toMatchObject({ valid: true, problems: [] });
});

it('I5 C2 a relation to itself, of an unknown type, of an unknown item, of an asset or of what is decommissioned is an error of its row', async () => {
  const { cis, relations, cora, ann } = await estateDesk();
  await cis(linesOf('name,class,stage', 'web,server,', 'db,database,', 'old,server,decommissioned'));
  await ann.post('/v1/assets', { name: 'Laptop', kind: 'hardware', assetTag: 'L-1' });
  const file = linesOf(
    header,
    ...['web,depends-on,web', 'web,loves,db', 'nobody,depends-on,db', 'web,depends-on,hostname=gone'],
    ...['web,depends-on,L-1', 'web,depends-on,old', 'old,depends-on,db', 'web,,db', 'web,depends-on,db', 'web,depends-on,db'],
  );
  const expected = [
    [2, '/target', 'relation/self'],
    [3, '/type', 'relation/type-unknown'],
    [4, '/source', 'item/unknown'],
    [5, '/target', 'item/unknown'],
    [6, '/target', 'configuration-item/unknown'],
    [7, '/target', 'relation/decommissioned'],
    [8, '/source', 'relation/decommissioned'],
    [9, '/type', 'invalid-type'],
    [11, '', 'import/duplicate'],
  ];

  const dry = await relations(file, { dryRun: true });
  const before = (await cora.get('/v1/items/web')).body.relations.dependencies;
  const { rows, progress } = await relations(file);

  expect(faultsOf(dry.rows)).toEqual(expected);
  expect(before).toEqual([]);
  expect(faultsOf(rows)).toEqual(expected);
  expect(progress).toMatchObject({ created: 1, failed: 9 });
});

it('C2 I5 another relation to a member of a redundancy group is in the group too', async () => {
  const { cis, relations, cora } = await estateDesk();
  await cis(linesOf('name,class', 'web,server', 'n1,server', 'n2,server'));
  await cora.put('/v1/configuration-items/web/redundancy/nodes', { members: ['n1', 'n2'], minimumUp: 1 });

  const { progress } = await relations(linesOf(header, 'web,connects-to,n1'));

  expect(progress).toMatchObject({ created: 1 });
  expect((await cora.get('/v1/configuration-items/web/redundancy')).body.items).toMatchObject([
    { members: [expect.any(String), expect.any(String)] },
  ]);
});

it('T7 I5 relations of 600 CIs to one hub are grouped: few transactions, and the same file again writes nothing of them', async () => {
  const { cis, relations, cora, records, written } = await estateDesk();
  const count = 600;
  await cis(linesOf('name,class', 'hub,load-balancer', ...hosts(count).map((name) => `${name},server`)));
  const file = linesOf(header, ...hosts(count).map((name) => `${name},depends-on,hub`));
  const transactions = { count: 0 };
  const { commit } = records;
  records.commit = async (writes) => {
    transactions.count += 1;
    await commit.call(records, writes);
  };

  const first = await relations(file);
  const grouped = transactions.count;
  const { answer: again, partitions } = await written(() => relations(file));

  expect(first.progress).toMatchObject({ created: count, failed: 0 });
  expect(grouped).toBeLessThan(count / 4);
  expect(again.progress).toMatchObject({ unchanged: count, failed: 0 });
  expect(partitions.filter((name) => !name.startsWith('IMPORT'))).toEqual([]);
  const { body } = await cora.get('/v1/configuration-items/hub/impact?depth=1');
  expect(body.totals.items).toBe(count);
}, 30_000);

it('L4 I5 a relation takes the share of the cost that its row says; another share is an update, and without one it stays', async () => {
  const { cis, relations, cora, exported } = await estateDesk();
  await cis(linesOf('name,class', 'web,service', 'db,database'));
  const shared = (share: string) => relations(linesOf(`${header},share`, `web,depends-on,db,"${share}"`), { numberFormat: '1.234,56' });

  const [first, again, other, empty] = [await shared('0,25'), await shared('0,25'), await shared('0,5'), await shared('')];
  const wrong = await shared('1,5');

  expect([first, again, other, empty].map(({ rows }) => rows[0].outcome)).toEqual(['created', 'unchanged', 'updated', 'unchanged']);
  expect(faultsOf(wrong.rows)).toEqual([[2, '/share', expect.any(String)]]);
  const { body } = await cora.get('/v1/items/web');
  expect(body.relations.dependencies).toMatchObject([{ type: 'depends-on', name: 'db', share: '0.5' }]);
  expect(await exported({ kind: 'relations' })).toMatch(/^source,type,target,share\r\n\S+,depends-on,\S+,0\.5\r\n$/);
});
