import { actorOf, type Caller } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import { DomainError, missing } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { assertVersion, type PutConditions } from '../../domain/expected-version.ts';
import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { schemaError } from '../../domain/schema-error.ts';
import { onFreshRows, type Store, type Write } from '../../domain/store.ts';
import { Name } from '../../domain/values.ts';

/** A resource that paths name by its name. */
export type NamedResourceEntity = Resource & { readonly name: string };

export interface PutContext {
  readonly store: Store;
  readonly events: EventRepository;
  readonly clock: Clock;
  readonly ids: Ids;
}

type NamedReads<Entity extends NamedResourceEntity> = Pick<ResourceRepository<Entity>, 'find' | 'ownerOf'>;

/** The resource with a name, if there is one. Names are compared without regard to case. */
export const findNamed = async <Entity extends NamedResourceEntity>(
  repository: NamedReads<Entity>,
  name: string,
): Promise<Entity | undefined> => {
  const id = await repository.ownerOf({ scheme: 'name', value: name });
  return id === undefined ? undefined : repository.find(id);
};

/** @throws DomainError missing `<noun>/not-found` */
export const getNamed = async <Entity extends NamedResourceEntity>(
  noun: string,
  repository: NamedReads<Entity>,
  name: string,
): Promise<Entity> => {
  const entity = await findNamed(repository, name);
  if (!entity) throw missing(noun, name);
  return entity;
};

/** The name in a path in its normal form. @throws DomainError invalid with the pointer `/path/name` */
const nameIn = (name: string): string => {
  const parsed = Name().safeParse(name, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { base: '/path/name' });
};

type PutNoun = 'book' | 'category' | 'class';
const existsCode = { book: 'book/exists', category: 'category/exists', class: 'class/exists' } as const;

const assertExpected = (
  noun: PutNoun,
  entity: NamedResourceEntity | undefined,
  { ifMatch, ifNoneMatch }: PutConditions,
  caller: Caller,
) => {
  if (entity && ifNoneMatch)
    throw new DomainError('stale', existsCode[noun], `${noun} ${entity.name} exists already; to replace it, send its ETag in If-Match`);
  if (entity && ifMatch === undefined)
    throw new DomainError(
      'precondition',
      'version/required',
      `${noun} ${entity.name} exists already; to replace it, send the ETag of the version that you read in If-Match`,
    );
  if (entity) return assertVersion(entity, ifMatch, caller);
  if (ifMatch !== undefined) throw new DomainError('stale', 'version/stale', `If-Match names a version, but there is no such ${noun} yet`);
};

/** The fields of a resource after a PUT. `checks`: the writes by which the transaction checks what they were made from. `reason`: why. */
interface ResourcePlan {
  readonly fields: object;
  readonly checks?: readonly Write[];
  readonly reason?: string | undefined;
}

/**
 * Creates or replaces the resource with the name in a path. `plan` makes its fields, and may refuse the edit. A PUT that changes nothing
 * writes nothing, and needs no If-Match.
 * @throws DomainError stale `<noun>/exists`, `version/stale`; precondition `version/required`
 */
export const putByName =
  <Entity extends NamedResourceEntity>(noun: PutNoun, context: PutContext, repository: ResourceRepository<Entity>) =>
  (path: string, plan: (before: Entity | undefined) => ResourcePlan | Promise<ResourcePlan>, conditions: PutConditions, caller: Caller) =>
    onFreshRows(async (): Promise<{ readonly entity: Entity; readonly isNew: boolean }> => {
      const name = nameIn(path);
      const before = await findNamed(repository, name);
      const now = context.clock.now();
      const frame = before
        ? { id: before.id, version: before.version + 1, createdAt: before.createdAt, updatedAt: now }
        : { id: context.ids.next(), version: 1, createdAt: now, updatedAt: now };
      const { fields, checks = [], reason } = await plan(before);
      const next = { ...frame, name: before?.name ?? name, ...fields } as unknown as Entity;
      if (before && hasSameContent(next, before) && !conditions.ifNoneMatch) return { entity: before, isNew: false };
      assertExpected(noun, before, conditions, caller);
      const event = newEvent(context)(before ? 'ResourceChanged' : 'ResourceCreated', {
        actor: actorOf(caller),
        subject: { type: noun, id: next.id },
        body: reason === undefined ? {} : { reason },
      });
      await context.store.commit([...repository.save(next, before), context.events.record(event), ...checks]);
      return { entity: next, isNew: !before };
    });
