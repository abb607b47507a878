import { manageResource, patched, type ResourceContext } from '../application/resource/manage-resource.ts';
import type { resourceRoutes } from '../contracts/resource-routes.ts';
import type { Caller } from '../domain/access.ts';
import type { Resource, ResourceDefinition, ResourceRepository } from '../domain/resource/define-resource.ts';
import type { Write } from '../domain/store.ts';
import { pageAnswer, pageRequest } from '../http/paging.ts';
import { type Endpoint, on } from '../http/request.ts';

interface ResourceArea<Entity extends Resource> {
  readonly definition: ResourceDefinition;
  readonly routes: ReturnType<typeof resourceRoutes>;
  readonly repository: ResourceRepository<Entity>;
  /**
   * Resolves the references in the fields to ids, and makes the checks that the schema cannot make. `before` is the stored resource; it is
   * undefined when a resource is created.
   */
  readonly settle?: (fields: never, before?: Entity) => object | Promise<object>;
  readonly also?: ResourceContext<Entity>['also'];
  readonly everyTime?: ResourceContext<Entity>['everyTime'];
  /** The writes that a deletion has in addition. It refuses the deletion of a resource that is in use. */
  readonly removal: (entity: Entity, caller: Caller) => Promise<readonly Write[]>;
  /** The resources as clients get them, with names beside ids. @default all their fields */
  readonly show?: (entities: readonly Entity[]) => Promise<readonly object[]>;
}

/** The five endpoints of a resource: create, list, read, patch and remove. */
export const resourceEndpoints = <Entity extends Resource>(
  context: Pick<ResourceContext<Entity>, 'namings' | 'store' | 'events' | 'clock' | 'ids'>,
  area: ResourceArea<Entity>,
) => {
  const {
    definition,
    routes,
    repository,
    settle = (fields) => fields,
    also,
    everyTime,
    removal,
    show = async (entities) => entities,
  } = area;
  const manage = manageResource<Entity>({ ...context, definition, repository, also, everyTime });
  const list = definition.plural;
  const shown = async (entity: Entity) => (await show([entity]))[0];
  const patch = (entity: Entity, body: unknown) => settle(patched(definition, entity, body) as never, entity);
  return {
    create: on(routes.create, async ({ body, caller }) => shown(await manage.create(await settle(body as never), caller))),
    list: on(routes.list, async ({ query }) => {
      const page = await repository.page(pageRequest(list, query));
      return pageAnswer(list, query, { ...page, items: await show(page.items) }, (entity) => entity);
    }),
    read: on(routes.read, async ({ params }) => shown(await repository.get(params.id))),
    patch: on(routes.patch, async ({ params, body, ifMatch, caller }) =>
      shown(await manage.patch(params.id, (entity) => patch(entity, body), ifMatch, caller)),
    ),
    remove: on(routes.remove, ({ params, ifMatch, caller }) => manage.remove(params.id, ifMatch, caller, removal)),
  } satisfies Record<string, Endpoint>;
};
