import { manageResource, patched, type ResourceContext } from '../application/resource/manage-resource.ts';
import type { resourceRoutes } from '../contracts/resource-routes.ts';
import type { Resource, ResourceDefinition, ResourceRepository } from '../domain/resource/define-resource.ts';
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
  /** The resource as clients get it. @default all its fields */
  readonly view?: (entity: Entity) => object;
}

/** The five endpoints of a resource: create, list, read, patch and remove. */
export const resourceEndpoints = <Entity extends Resource>(
  context: Pick<ResourceContext<Entity>, 'store' | 'events' | 'clock' | 'ids'>,
  { definition, routes, repository, settle = (fields) => fields, also, view = (entity) => entity }: ResourceArea<Entity>,
) => {
  const manage = manageResource<Entity>({ ...context, definition, repository, also });
  const list = definition.plural;
  const patch = (entity: Entity, body: unknown) => settle(patched(definition, entity, body) as never, entity);
  return {
    create: on(routes.create, async ({ body, caller }) => view(await manage.create(await settle(body as never), caller))),
    list: on(routes.list, async ({ query }) => pageAnswer(list, query, await repository.page(pageRequest(list, query)), view)),
    read: on(routes.read, async ({ params }) => view(await repository.get(params.id))),
    patch: on(routes.patch, async ({ params, body, ifMatch, caller }) =>
      view(await manage.patch(params.id, (entity) => patch(entity, body), ifMatch, caller)),
    ),
    remove: on(routes.remove, ({ params, ifMatch, caller }) => manage.remove(params.id, ifMatch, caller)),
  } satisfies Record<string, Endpoint>;
};
