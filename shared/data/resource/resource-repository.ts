import type * as z from 'zod';
import { missing } from '../../domain/errors.ts';
import type { Resource, ResourceDefinition, ResourceRepository, Unique } from '../../domain/resource/define-resource.ts';
import { defineRow, key, shardOf, shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { listRows } from '../list-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';

/**
 * The rows and the repository of a declared noun:
 *
 * <NOUN>#<id> | #                                the resource
 * GUARD#<noun>:<scheme>#<value> | #              who has a unique value (T3)
 * inOrder: <NOUN>#<shard> | <id>                 all of the noun, in the order made
 */
export const resourceRepository = <Entity extends Resource>(
  records: Records,
  definition: ResourceDefinition,
): ResourceRepository<Entity> => {
  const prefix = definition.noun.toUpperCase();
  const item = defineRow<Entity, { id: string }>({
    type: definition.title,
    schema: definition.schema as () => z.ZodType<Entity>,
    primary: ({ id }) => ({ pk: key(prefix, id), sk: '#' }),
    indexes: ({ id }) => ({ inOrder: [key(prefix, shardOf(id)), id] }),
  });
  const unique = guards(records, definition.noun);
  const same = (one: Unique) => (other: Unique) => one.scheme === other.scheme && one.value === other.value;

  const repository: ResourceRepository<Entity> = {
    find: async (id) => {
      const row = await records.read(item.key({ id }));
      return row && item.fromRow(row);
    },
    get: async (id) => {
      const entity = await repository.find(id);
      if (!entity) throw missing(definition.noun, id);
      return entity;
    },
    findMany: async (ids) => readRows(records, item, await records.readMany(ids.map((id) => item.key({ id })))),
    ownerOf: ({ scheme, value }) => unique.ownerOf({ scheme, value: value.toLowerCase() }),
    page: (request, keep) =>
      listRows(records, item, { ...request, index: 'inOrder', partitions: shardsOf(prefix), ...(keep ? { keep } : {}) }),
    save: (next, before) => {
      const [had, has] = [before ? definition.unique(before) : [], definition.unique(next)];
      return [
        item.save(next),
        ...has.filter((value) => !had.some(same(value))).map((value) => unique.take(value, next.id)),
        ...had.filter((value) => !has.some(same(value))).map((value) => unique.release(value, next.id)),
      ];
    },
    remove: (entity) => [item.remove(entity), ...definition.unique(entity).map((value) => unique.release(value, entity.id))],
    unchanged: (entity) => item.unchanged(entity),
  };
  return repository;
};
