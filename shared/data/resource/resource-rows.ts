import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { AccessRights } from '../../domain/report/past-access.ts';
import type { DeclaredResource, Resource, ResourceDefinition } from '../../domain/resource/define-resource.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineRow, key, type RowType, shardOf } from '../define-row.ts';

/** The row type of a resource with an id. */
export interface ResourceRow<Entity> extends RowType<Entity, { readonly id: string }> {
  /** What the resource gives, if it is one that gives access: its past versions are kept then. */
  readonly accessOf?: ((entity: Entity) => AccessRights) | undefined;
}

/**
 * Defines the row of a resource with its own schema:
 *
 * <NOUN>#<id> | #                  the resource
 * inOrder: <NOUN>#<shard> | <id>   all resources of the noun, in order of creation
 */
export const defineResourceRow = <Entity extends Resource>(
  { noun, title }: Pick<ResourceDefinition, 'noun' | 'title'>,
  schema: () => z.ZodType<Entity>,
  accessOf?: (entity: Entity) => AccessRights,
): ResourceRow<Entity> => {
  const prefix = noun.toUpperCase();
  return {
    ...defineRow<Entity, { readonly id: string }>({
      type: title,
      schema,
      primary: ({ id }) => ({ pk: key(prefix, id), sk: '#' }),
      indexes: ({ id }) => ({ inOrder: [key(prefix, shardOf(id)), id] }),
    }),
    accessOf,
  };
};

/** Defines the row of a declared resource: the fields of its draft, and the fields that every resource has. */
export const resourceRow = <Fields extends z.ZodRawShape>(
  definition: DeclaredResource<Fields>,
  accessOf?: (entity: Resource & z.output<z.ZodObject<Fields>>) => AccessRights,
) =>
  defineResourceRow(
    definition,
    lazily(
      () =>
        z.strictObject({ ...resourceFields(), ...definition.fields() }) as unknown as z.ZodType<Resource & z.output<z.ZodObject<Fields>>>,
    ),
    accessOf,
  );
