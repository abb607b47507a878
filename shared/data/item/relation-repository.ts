import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import { absent } from '../as-read.ts';
import type { Records } from '../records.ts';
import { edgesRow } from './relation-rows.ts';

/** One row an item and direction; a hub that outgrows it is refused by the domain (T7). A constant of base keys: it never changes. */
const edgeShard = 0;

export const relationRepository = (records: Records): RelationRepository => ({
  edges: async (ids, direction) =>
    (await records.readMany(ids.map((item) => edgesRow.key({ item, direction, shard: edgeShard })))).map(edgesRow.fromRow),
  save: edgesRow.save,
  remove: ({ item, direction }, shard) =>
    shard ? edgesRow.remove(shard) : absent(edgesRow.save({ item, direction, shard: edgeShard, version: 1, edges: [] })),
});
