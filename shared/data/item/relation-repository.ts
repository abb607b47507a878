import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { absent } from '../as-read.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { edgeShards } from '../table.ts';
import { edgesRow } from './relation-rows.ts';

/** All edges of an item in one direction are stored in one row. The domain refuses edges that do not fit into it (T7). */
const edgeShard = edgeShards - 1;

export const relationRepository = (records: Records): RelationRepository => ({
  edges: async (ids, direction) =>
    (await records.readMany(ids.map((item) => edgesRow.key({ item, direction, shard: edgeShard })))).map((row) =>
      readRow(records, edgesRow, row),
    ),
  save: edgesRow.save,
  remove: ({ item, direction }, shard) =>
    shard ? edgesRow.remove(shard) : absent(edgesRow.save({ item, direction, shard: edgeShard, version: 1, edges: [] })),
});
