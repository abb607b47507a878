import { actorOf, type Caller } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import type { Resource, ResourceDefinition, ResourceRepository } from '../../domain/resource/define-resource.ts';
import { mergePatch } from '../../domain/resource/merge-patch.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { schemaError } from '../../domain/schema-error.ts';
import { onFreshRows, type Store, type Write } from '../../domain/store.ts';
import { tolerant } from '../../domain/tolerant.ts';
import { commitUnique, type TakenValue } from '../../domain/unique.ts';
import { type NamingContext, nameReferences, storeNaming } from '../naming/name-references.ts';

export interface ResourceContext<Entity extends Resource> {
  readonly definition: ResourceDefinition;
  readonly repository: ResourceRepository<Entity>;
  readonly namings: NamingContext['namings'];
  readonly store: Store;
  readonly events: EventRepository;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Additional writes for the transaction that changes a resource. */
  readonly also?: ((next: Entity, before: Entity, caller: Caller) => readonly Write[]) | undefined;
  /** Additional writes of every transaction: when a resource is created, changed or deleted. Made anew for each attempt. */
  readonly everyTime?: (() => Promise<readonly Write[]>) | undefined;
}

/**
 * The fields of a resource after a merge patch, validated with the schema of its draft. The API contract has already refused unknown fields
 * in the patch. Unknown fields of the stored resource come from a newer version of the code; they are kept, at every depth (T2).
 * @throws DomainError invalid with pointers
 */
export const patched = <Fields extends object>(definition: Pick<ResourceDefinition, 'draft'>, entity: Resource, patch: unknown): Fields => {
  const { id, version, createdAt, updatedAt, ...fields } = entity as Resource & Record<string, unknown>;
  const parsed = tolerant(definition.draft()).safeParse(mergePatch(fields, patch), { reportInput: true });
  if (parsed.success) return parsed.data as Fields;
  throw schemaError(parsed.error.issues);
};

/** Creates, patches and deletes a resource, each in one transaction with its event. `extra` adds writes to the transaction. */
export const manageResource = <Entity extends Resource>(context: ResourceContext<Entity>) => {
  const { definition, repository, store, events, clock, ids, everyTime = async () => [] } = context;
  const fact = (name: EventName, id: string, caller: Caller): Write =>
    events.record(newEvent({ clock, ids })(name, { actor: actorOf(caller), subject: { type: definition.noun, id } }));

  /** A unique value of a resource is a field of the same name. */
  const takenIn =
    (entity: Entity) =>
    async (scheme: string, value: string): Promise<TakenValue> => {
      const owner = await repository.ownerOf({ scheme, value });
      const holder = owner === undefined ? undefined : ((await repository.find(owner)) as (Entity & { readonly name: string }) | undefined);
      return { typed: String((entity as Entity & Record<string, unknown>)[scheme] ?? value), pointer: `/${scheme}`, holder };
    };

  return {
    /** The fields have the id of the resource if something was made for it. Otherwise it gets a new one. */
    create: async (fields: object, caller: Caller, extra: (entity: Entity) => readonly Write[] = () => []): Promise<Entity> => {
      const now = clock.now();
      const id = 'id' in fields ? fields.id : ids.next();
      const entity = { ...fields, id, version: 1, createdAt: now, updatedAt: now } as unknown as Entity;
      const writes = [...repository.save(entity), fact('ResourceCreated', entity.id, caller), ...extra(entity)];
      const commit = async (): Promise<void> => commitUnique(store, definition.noun, [...writes, ...(await everyTime())], takenIn(entity));
      await storeNaming(context)(definition.noun, entity, context.everyTime ? () => onFreshRows(commit) : commit);
      return entity;
    },
    patch: (id: string, fields: (entity: Entity) => object | Promise<object>, ifMatch: ExpectedVersion, caller: Caller): Promise<Entity> =>
      onFreshRows(async () => {
        const entity = await repository.get(id);
        assertVersion(entity, ifMatch, caller);
        const { version, createdAt } = entity;
        const next = { id, version: version + 1, createdAt, updatedAt: clock.now(), ...(await fields(entity)) } as unknown as Entity;
        if (hasSameContent(next, entity)) return entity;
        const writes = [
          ...repository.save(next, entity),
          fact('ResourceChanged', id, caller),
          ...(context.also?.(next, entity, caller) ?? []),
          ...(await everyTime()),
        ];
        await nameReferences(context)(definition.noun, next, entity);
        await commitUnique(store, definition.noun, writes, takenIn(next));
        return next;
      }),
    /** `extra` is called for each attempt, and may refuse the deletion. */
    remove: (
      id: string,
      ifMatch: ExpectedVersion,
      caller: Caller,
      extra: (entity: Entity, caller: Caller) => Promise<readonly Write[]> = async () => [],
    ): Promise<void> =>
      onFreshRows(async () => {
        const entity = await repository.get(id);
        assertVersion(entity, ifMatch, caller);
        const more = [...(await extra(entity, caller)), ...(await everyTime())];
        const writes = [...repository.remove(entity, clock.now()), fact('ResourceDeleted', id, caller), ...more];
        await commitUnique(store, definition.noun, writes);
      }),
  };
};
