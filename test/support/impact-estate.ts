import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { divided, edgesPerRow, nextDivided } from '../../shared/domain/item/edge-shards.ts';
import type { Edge, EdgeDirection, EdgeShard } from '../../shared/domain/item/relation-repository.ts';
import { idOf } from './api.ts';
import type { InMemoryRecords } from './in-memory-records.ts';

/** The rows of the edges of an item, as splits one after another leave them. */
export const edgeRowsOf = (item: string, direction: EdgeDirection, edges: readonly Edge[]): readonly EdgeShard[] => {
  let rows: EdgeShard[] = [{ item, direction, shard: 0, version: 1, edges }];
  while (rows.some((row) => row.edges.length > edgesPerRow)) {
    const shards = rows.length + 1;
    const place = nextDivided(rows.length);
    const [kept, added] = divided(rows[place] as EdgeShard, shards);
    rows = [...rows.map((row) => (row.shard === place ? kept : row)), added].map((row) => ({ ...row, version: 1, shards }));
  }
  return rows;
};

/**
 * Stores the relations of an estate of this many CIs: a switch, on which a thirtieth of them depend, and behind each of these a tree with
 * three dependants a CI, a fifth of which need one of two CIs only. There are no CIs, only relations: a walk reads nothing else of most CIs.
 * @returns the id of the switch
 */
export const impactEstate = async (records: InMemoryRecords, count: number): Promise<string> => {
  const direct = Math.ceil(count / 30);
  const incoming = new Map<number, Edge[]>();
  const relate = (source: number, target: number, edge: Partial<Edge> = {}) => {
    const edges = incoming.get(target) ?? [];
    incoming.set(target, edges);
    edges.push({ type: 'depends-on', item: idOf(source), ...edge });
  };
  for (let n = 1; n < count; n += 1) {
    const target = n <= direct ? 0 : Math.ceil((n - direct) / 3);
    const isRedundant = n > direct && n % 5 === 0 && target > 1;
    const redundancy = [{ group: 'pair', minimumUp: 1, members: 2 }];
    relate(n, target, isRedundant ? { redundancy } : {});
    if (isRedundant) relate(n, target - 1, { redundancy });
  }
  const relations = relationRepository(records);
  for (const [target, edges] of incoming) await records.writeOnce(edgeRowsOf(idOf(target), 'in', edges).map(relations.save));
  return idOf(0);
};
