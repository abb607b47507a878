import { edgeShardOf, shardsIn } from '../../domain/item/edge-shards.ts';
import { noEdges } from '../../domain/item/relation.ts';
import type { EdgeDirection, EdgeList, EdgeShard, RelationEnd, RelationRepository } from '../../domain/item/relation-repository.ts';
import { StaleWrite } from '../../domain/store.ts';
import { absent } from '../as-read.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { edgesRow } from './relation-rows.ts';

type RowPlace = Pick<EdgeShard, 'item' | 'direction' | 'shard'>;

const listKey = ({ item, direction }: EdgeList): string => `${item} ${direction}`;
const placeKey = (place: RowPlace): string => `${listKey(place)} ${place.shard}`;

export const relationRepository = (records: Records): RelationRepository => {
  const read = async (places: readonly RowPlace[]): Promise<readonly EdgeShard[]> =>
    places.length === 0 ? [] : (await records.readMany(places.map(edgesRow.key))).map((row) => readRow(records, edgesRow, row));

  /**
   * A split may move edges from a row that is read later to a new row that the first row did not name yet. The row that it divided names the
   * new row, so reading goes on until every row that any of them names has been read.
   */
  const allRows = async (ids: readonly string[], direction: EdgeDirection): Promise<readonly EdgeShard[]> => {
    const found: EdgeShard[] = [];
    const asked = new Map<string, number>();
    let places: readonly RowPlace[] = ids.map((item) => ({ item, direction, shard: 0 }));
    while (places.length > 0) {
      for (const { item, shard } of places) asked.set(item, Math.max(asked.get(item) ?? 0, shard + 1));
      const rows = await read(places);
      found.push(...rows);
      const named = new Map<string, number>();
      for (const row of rows) named.set(row.item, Math.max(named.get(row.item) ?? 0, shardsIn(row)));
      places = [...named].flatMap(([item, shards]) => {
        const from = asked.get(item) ?? 0;
        return Array.from({ length: Math.max(0, shards - from) }, (_, at) => ({ item, direction, shard: from + at }));
      });
    }
    return found;
  };

  /**
   * The rows of the ends. Reads row 0 of each list first, and then the rows that have the edges.
   * @throws StaleWrite if an item is deleted meanwhile
   */
  const locate = async (ends: readonly RelationEnd[]): Promise<readonly EdgeShard[]> => {
    const rows = new Map<string, EdgeShard>();
    const shardsOf = new Map<string, number>();
    const placeOf = (end: RelationEnd): RowPlace => ({
      item: end.item,
      direction: end.direction,
      shard: edgeShardOf(end.other, shardsOf.get(listKey(end)) ?? 1),
    });
    let places: readonly RowPlace[] = ends.map(({ item, direction }) => ({ item, direction, shard: 0 }));
    while (places.length > 0) {
      const asked = new Set(places.map(placeKey));
      for (const row of await read(places)) {
        rows.set(placeKey(row), row);
        shardsOf.set(listKey(row), Math.max(shardsOf.get(listKey(row)) ?? 1, shardsIn(row)));
      }
      places = ends.map(placeOf).filter((place) => !rows.has(placeKey(place)) && !asked.has(placeKey(place)));
    }
    return ends.map((end) => {
      const place = placeOf(end);
      const row = rows.get(placeKey(place));
      // Rows other than row 0 are only missing while the item is being deleted.
      if (!row && place.shard > 0) throw new StaleWrite([`Edges ${placeKey(place)}`]);
      return row ?? noEdges(end);
    });
  };

  return {
    edges: allRows,
    locate,
    rows: ({ item, direction }, shards) => read(shards.map((shard) => ({ item, direction, shard }))),
    save: edgesRow.save,
    remove: (shard) => (shard.version === 0 ? absent(edgesRow.save({ ...shard, version: 1 })) : edgesRow.remove(shard)),
  };
};
