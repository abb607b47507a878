import { beforeAll, describe, expect, it } from '@jest/globals';
import { locateRelations, relationWrites } from '../../shared/application/relation/write-relations.ts';
import { edgesRow } from '../../shared/data/item/relation-rows.ts';
import { edgeShardOf } from '../../shared/domain/item/edge-shards.ts';
import { noEdges, withoutEdges } from '../../shared/domain/item/relation.ts';
import type { EdgeShard } from '../../shared/domain/item/relation-repository.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem } from '../support/items.ts';
import { relate } from '../support/related.ts';

const newId = (): string => aConfigurationItem().id;
const dependOn = (target: string, count: number) =>
  Array.from({ length: count }, () => ({ type: 'depends-on' as const, source: newId(), target }));
const idsIn = (rows: readonly EdgeShard[]) => rows.flatMap(({ edges }) => edges.map(({ item }) => item)).toSorted();

describe.each(recordsKinds)('the repository of relations on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });
  const add = (relations: ReturnType<typeof dependOn>) =>
    relate({ relations: repositories.relations, store: repositories.records }, relations);

  it('T7 the edges of many items are read at once; a row without edges keeps its version', async () => {
    const { records, relations } = repositories;
    const [hub, leaf, lonely] = [newId(), newId(), newId()];
    const first: EdgeShard = { ...noEdges({ item: hub, direction: 'in' }), version: 1, edges: [{ type: 'depends-on', item: leaf }] };
    await records.commit([relations.save(first)]);
    await records.commit([relations.save(withoutEdges(first, () => true))]);

    expect(await relations.edges([hub, lonely, hub], 'in')).toEqual([{ item: hub, direction: 'in', shard: 0, version: 2, edges: [] }]);
    expect(await relations.edges([hub], 'out')).toEqual([]);
  });

  it('T7 a row of edges is removed on the version that was read, or checked to be absent', async () => {
    const { records, relations } = repositories;
    const none = noEdges({ item: newId(), direction: 'out' });
    await records.commit([relations.remove(none)]);
    const row: EdgeShard = { ...none, version: 1, edges: [{ type: 'runs-on', item: newId() }] };
    await records.commit([relations.save(row)]);

    await expect(records.commit([relations.remove(none)])).rejects.toBeStaleWrite();
    await records.commit([relations.remove(row)]);

    expect(await relations.edges([row.item], 'out')).toEqual([]);
  });

  it('T7 the edges of a hub are spread over rows of about a hundred, and each relation is at both ends', async () => {
    const { relations } = repositories;
    const hub = newId();
    const dependants = dependOn(hub, 600);
    await add(dependants);

    const rows = await relations.edges([hub], 'in');

    expect(idsIn(rows)).toEqual(dependants.map(({ source }) => source).toSorted());
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...rows.map(({ edges }) => edges.length))).toBeLessThan(200);
    expect(rows.find(({ shard }) => shard === 0)?.shards).toBe(rows.length);
    for (const { shard, edges } of rows) for (const { item } of edges) expect(edgeShardOf(item, rows.length)).toBe(shard);
    const out = await relations.edges(
      dependants.map(({ source }) => source),
      'out',
    );
    expect(out).toHaveLength(600);
  });

  it('T7 a row of the former form, with thousands of edges, is read, and is split a step at a time by the next relations', async () => {
    const { records, relations } = repositories;
    const hub = newId();
    const former = dependOn(hub, 3_000);
    const row: EdgeShard = {
      ...noEdges({ item: hub, direction: 'in' }),
      version: 1,
      edges: former.map(({ type, source }) => ({ type, item: source })),
    };
    expect(edgesRow.toRow(row).data).not.toHaveProperty('shards');
    await records.commit([relations.save(row)]);
    expect(await relations.edges([hub], 'in')).toEqual([row]);

    const later = dependOn(hub, 20);
    for (const relation of later) await add([relation]);

    const rows = await relations.edges([hub], 'in');
    expect(idsIn(rows)).toEqual([...former, ...later].map(({ source }) => source).toSorted());
    expect(rows.length).toBeGreaterThan(20);
  });

  it('T7 a relation that was located before a split is refused by its version, and finds its row again', async () => {
    const { records, relations } = repositories;
    const hub = newId();
    await add(dependOn(hub, 90));
    const late = dependOn(hub, 1);
    const context = { relations, configurationItems: repositories.cis };
    const located = await locateRelations(context, late);
    await add(dependOn(hub, 40));

    const { writes } = relationWrites(
      context,
      located,
      late.map((relation) => ({ relation, next: { redundancy: [] } })),
      [],
    );
    await expect(records.commit(writes)).rejects.toBeStaleWrite();
    await add(late);

    expect(idsIn(await relations.edges([hub], 'in'))).toHaveLength(131);
  });

  it('T7 edges that a split moves while they are read are found in their new row', async () => {
    const { records, relations } = repositories;
    const hub = newId();
    const shardsOf = async () => (await relations.rows({ item: hub, direction: 'in' }, [0]))[0]?.shards;
    await add(dependOn(hub, 130));
    let count = 130;
    // The third row comes from row 0, and the fourth from row 1. One relation at a time divides one row at a time.
    for (; (await shardsOf()) !== 4; count += 1) await add(dependOn(hub, 1));

    // Row 1 was divided after row 0 was read: row 0, as the reader has it, does not name the new row.
    const stale = {
      ...records,
      readMany: async (keys: Parameters<typeof records.readMany>[0]) => {
        const rows = await records.readMany(keys);
        return rows.map((row) => (row.sk === 'EDGES#IN#0' ? { ...row, data: { ...row.data, shards: 3 } } : row));
      },
    };
    const found = await itemRepositories(stale).relations.edges([hub], 'in');

    expect(idsIn(found)).toHaveLength(count);
  });
});
