import type { ClassContext } from '../../shared/application/class/class-context.ts';
import type { ConfigurationItemContext } from '../../shared/application/configuration-item/configuration-item-context.ts';
import { deleteConfigurationItem } from '../../shared/application/configuration-item/delete-configuration-item.ts';
import {
  listConfigurationItems,
  listUnseenConfigurationItems,
  withSighting,
} from '../../shared/application/configuration-item/list-configuration-items.ts';
import { listRelations } from '../../shared/application/configuration-item/list-relations.ts';
import { managedItem } from '../../shared/application/configuration-item/managed-item.ts';
import { assertMayPatch, patchConfigurationItem } from '../../shared/application/configuration-item/patch-configuration-item.ts';
import { registerConfigurationItem, takeUnderManagement } from '../../shared/application/configuration-item/register-configuration-item.ts';
import { addRelation, removeRelation } from '../../shared/application/configuration-item/relate.ts';
import type { StageContext } from '../../shared/application/configuration-item/stage-context.ts';
import { readItemAt } from '../../shared/application/history/read-item-at.ts';
import { mergeItems } from '../../shared/application/item/merge-items.ts';
import { planItem } from '../../shared/application/item/plan-item.ts';
import { readItem, readItemByAlias } from '../../shared/application/item/read-item.ts';
import { searchItems } from '../../shared/application/item/search-items.ts';
import { showConfigurationItems, showItems } from '../../shared/application/item/show-facets.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import type { UnauthorizedChangesContext } from '../../shared/application/unauthorized-change/unauthorized-changes.ts';
import * as contract from '../../shared/contracts/configuration-items.ts';
import * as itemContract from '../../shared/contracts/items.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import type { SealedVersions } from '../../shared/domain/history/seal.ts';
import type { ItemRepository } from '../../shared/domain/item/item-repository.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { classEndpoints } from './class-endpoints.ts';
import { controlEndpoints } from './control-endpoints.ts';
import { historyEndpoints } from './history-endpoints.ts';
import { impactEndpoints } from './impact-endpoints.ts';
import { redundancyEndpoints } from './redundancy-endpoints.ts';
import { stageEndpoints } from './stage-endpoints.ts';

type ConfigurationItemsContext = ConfigurationItemContext & { readonly items: ItemRepository } & Parameters<typeof planItem>[0] &
  Parameters<typeof deleteConfigurationItem>[0] &
  Parameters<typeof impactEndpoints>[0] &
  ClassContext &
  StageContext &
  UnauthorizedChangesContext &
  NamesContext & { readonly seals: SealedVersions };

/** Items with both facets and their planned changes. */
const itemEndpoints = (base: ConfigurationItemsContext): readonly Endpoint[] => {
  const planAt = (at: string) => planItem({ ...base, clock: { now: () => at } });
  const context = { ...base, planOf: planItem(base), planAt };
  return [
    on(itemContract.readItemByAlias, ({ query, caller }) => readItemByAlias(context)(query.alias, caller)),
    on(itemContract.searchItems, async ({ query, caller }) => {
      const page = await searchItems(context)(query.q, pageRequest('items', query));
      return pageAnswer('items', query, { ...page, items: await showItems(context)(page.items, caller) }, (item) => item);
    }),
    on(itemContract.readItem, ({ params, query, caller }) =>
      query.at === undefined ? readItem(context)(params.id, caller) : readItemAt(context)(params.id, query.at, caller),
    ),
    on(itemContract.mergeItems, async ({ params, query, body, caller }) =>
      readItem(context)(await mergeItems(context)(params.id, body.item, { caller, ...query }), caller),
    ),
    ...historyEndpoints(base),
  ];
};

const relationEndpoints = (context: ConfigurationItemsContext): readonly Endpoint[] => [
  on(contract.listRelations, async ({ params, query }) => {
    const list = `relations of ${params.id}`;
    return pageAnswer(
      list,
      query,
      await listRelations(context)(params.id, query.direction, pageRequest(list, query)),
      (relation) => relation,
    );
  }),
  on(contract.addRelation, async ({ params, query, body, caller }) => {
    const named = { source: params.id, type: params.type, target: params.targetId, share: body.share };
    const { relation, isNew } = await addRelation(context)(named, { caller, ...query });
    const { source, type, target } = relation;
    const location = `/v1/configuration-items/${source}/relations/${type}/${target}`;
    return new Answer(relation, isNew ? { status: 201, headers: { location } } : { status: 200 });
  }),
  on(contract.removeRelation, ({ params, query, caller }) =>
    removeRelation(context)({ source: params.id, type: params.type, target: params.targetId }, { caller, ...query }),
  ),
];

/** The endpoints of items, their CI facets and relations. */
export const configurationItemsEndpoints = (context: ConfigurationItemsContext): readonly Endpoint[] => {
  const show = async (ci: ConfigurationItem) => (await showConfigurationItems(context)([ci]))[0];
  return [
    ...itemEndpoints(context),
    on(contract.registerConfigurationItem, async ({ body, caller }) => show(await registerConfigurationItem(context)(body, caller))),
    on(contract.listConfigurationItems, async ({ query }) => {
      const { limit, cursor, notSeenSince, ...filters } = query;
      const list = notSeenSince === undefined ? 'configuration-items' : 'unseen configuration-items';
      const request = pageRequest(list, query);
      const page = await (notSeenSince === undefined
        ? listConfigurationItems(context)(filters, request)
        : listUnseenConfigurationItems(context)(notSeenSince, filters, request));
      return pageAnswer(list, query, { ...page, items: await showConfigurationItems(context)(page.items) }, (ci) => ci);
    }),
    on(contract.readConfigurationItem, async ({ params }) => show(await withSighting(context)((await managedItem(context)(params.id)).ci))),
    on(
      contract.patchConfigurationItem,
      async ({ params, query, body, ifMatch, caller }) =>
        show(await patchConfigurationItem(context)(params.id, body, ifMatch, { caller, ...query })),
      async ({ params, caller }) => assertMayPatch((await managedItem(context)(params.id)).ci, {}, { caller }),
    ),
    on(contract.deleteConfigurationItem, ({ params, query, ifMatch, caller }) =>
      deleteConfigurationItem(context)(params.id, ifMatch, { caller, ...query }),
    ),
    on(contract.takeUnderManagement, async ({ params, body, caller }) => {
      const ci = await takeUnderManagement(context)(params.id, body, caller);
      return new Answer(await show(ci), { headers: { location: `/v1/configuration-items/${ci.id}` } });
    }),
    ...relationEndpoints(context),
    ...classEndpoints(context),
    ...redundancyEndpoints(context),
    ...impactEndpoints(context),
    ...stageEndpoints(context),
    ...controlEndpoints(context),
  ];
};
