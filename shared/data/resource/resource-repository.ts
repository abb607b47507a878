import type { Instant } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import type { AccessNoun } from '../../domain/report/past-access.ts';
import type { Resource, ResourceDefinition, ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Write } from '../../domain/store.ts';
import { foldedForm } from '../../domain/text.ts';
import { shardsOf } from '../define-row.ts';
import { guards } from '../guard-rows.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { pastAccessRow } from './past-access-rows.ts';
import type { ResourceRow } from './resource-rows.ts';

/** The repository of a resource, given its row type. Unique values have guard rows (T3). */
export const resourceRepository = <Entity extends Resource>(
  records: Records,
  definition: Pick<ResourceDefinition, 'noun' | 'unique'>,
  rowType: ResourceRow<Entity>,
): ResourceRepository<Entity> => {
  const unique = guards(records, definition.noun);
  /** The version that is over from an instant on, if it gave access. It is kept in the same transaction. */
  const kept = (over: Entity, until: Instant, deleted: boolean): readonly Write[] => {
    if (!rowType.accessOf) return [];
    const { id, version: ofVersion, createdAt, updatedAt: since } = over;
    const span = { createdAt, since, until, deleted, access: rowType.accessOf(over) };
    return [pastAccessRow.save({ noun: definition.noun as AccessNoun, id, version: 1, ofVersion, ...span })];
  };

  const repository: ResourceRepository<Entity> = {
    find: async (id) => {
      const row = await records.read(rowType.key({ id }));
      return row && readRow(records, rowType, row);
    },
    get: async (id) => {
      const entity = await repository.find(id);
      if (!entity) throw missing(definition.noun, id);
      return entity;
    },
    findMany: async (ids) => readRows(records, rowType, await records.readMany(ids.map((id) => rowType.key({ id })))),
    ownerOf: ({ scheme, value }) => unique.ownerOf({ scheme, value: foldedForm(value) }),
    page: (request, keep) =>
      listRows(records, rowType, {
        ...request,
        index: 'inOrder',
        partitions: shardsOf(definition.noun.toUpperCase()),
        ...(keep ? { keep } : {}),
      }),
    save: (next, before) => [
      rowType.save(next),
      ...unique.change(next.id, before ? definition.unique(before) : [], definition.unique(next)),
      ...(before ? kept(before, next.updatedAt, false) : []),
    ],
    remove: (entity, at) => [rowType.remove(entity), ...unique.change(entity.id, definition.unique(entity), []), ...kept(entity, at, true)],
    unchanged: (entity) => rowType.unchanged(entity),
  };
  return repository;
};
