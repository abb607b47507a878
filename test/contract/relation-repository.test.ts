import { beforeAll, describe, expect, it } from '@jest/globals';
import { withEdges, withoutEdges } from '../../shared/domain/item/relation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem } from '../support/items.ts';

describe.each(recordsKinds)('the repository of relations on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });

  it('T7 the edges of many items are read at once; a row without edges keeps its version', async () => {
    const { records, relations } = repositories;
    const [hub, leaf, lonely] = [aConfigurationItem().id, aConfigurationItem().id, aConfigurationItem().id];
    const first = withEdges({ item: hub, direction: 'in' }, undefined, [{ type: 'depends-on', item: leaf }]);
    await records.commit([relations.save(first)]);
    await records.commit([relations.save(withoutEdges(first, () => true))]);

    expect(await relations.edges([hub, lonely, hub], 'in')).toEqual([{ item: hub, direction: 'in', shard: 0, version: 2, edges: [] }]);
    expect(await relations.edges([hub], 'out')).toEqual([]);
  });

  it('T7 a row of edges is removed on the version that was read, or checked to be absent', async () => {
    const { records, relations } = repositories;
    const end = { item: aConfigurationItem().id, direction: 'out' } as const;
    await records.commit([relations.remove(end)]);
    const row = withEdges(end, undefined, [{ type: 'runs-on', item: aConfigurationItem().id }]);
    await records.commit([relations.save(row)]);

    await expect(records.commit([relations.remove(end)])).rejects.toBeStaleWrite();
    await records.commit([relations.remove(end, row)]);

    expect(await relations.edges([end.item], 'out')).toEqual([]);
  });
});
