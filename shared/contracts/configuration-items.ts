import * as z from 'zod';
import { lossCodes } from '../domain/asset/lifecycle-table.ts';
import { ConfigurationItemDraft, ConfigurationItemPatch } from '../domain/configuration-item/configuration-item.ts';
import { configurationItemFilterFields } from '../domain/configuration-item/configuration-item-filter-fields.ts';
import { RelationDraft } from '../domain/item/cost-share.ts';
import { lazily } from '../domain/lazily.ts';
import { PlainDate } from '../domain/values.ts';
import { deleteClass, listClasses, putClass, readClass } from './classes.ts';
import { ConfigurationItemView, RelationView } from './configuration-item-views.ts';
import { route } from './contract.ts';
import { passGate } from './gate.ts';
import { impactRoutes } from './impact.ts';
import { itemHistoryRoutes } from './item-history.ts';
import { mergeItems, readItem, readItemByAlias, searchItems } from './items.ts';
import { pageOf, pageQuery } from './paging.ts';
import { redundancyRoutes } from './redundancy.ts';
import { moveConfigurationItem, readReadiness } from './stages.ts';
import { listUnauthorizedChanges, resolveUnauthorizedChange } from './unauthorized-changes.ts';
import { deletedUnder, uncovered, underChange } from './under-change.ts';

const managers = ['configuration-manager'] as const;
/** Change managers write without a change, with a reason. */
const writers = ['configuration-manager', 'change-manager'] as const;
const notFound = ['item/not-found', 'configuration-item/not-found'];
/** Codes of references to resources that do not exist, in the fields and in the relations of a draft. */
const unknown = [
  ...['team/unknown', 'contact-group/unknown', 'class/unknown'],
  ...['configuration-item/attributes', 'schema/invalid', 'schema/too-much-work'],
  ...['group/selector-matches-nothing', 'group/selector-matches-everything'],
];
const unknownTarget = ['item/unknown', 'configuration-item/unknown'];
/** Codes of new relations that are refused. */
const fullOrGone = ['relation/too-many', 'relation/decommissioned'];
const taken = ['configuration-item/alias-taken'];
/** Codes of gates that a new CI does not pass. */
const blocked = ['stage/blocked', 'gate/missing'];

export const registerConfigurationItem = route({
  name: 'registerConfigurationItem',
  method: 'POST',
  path: '/v1/configuration-items',
  summary: 'Register a configuration item, with its relations',
  access: managers,
  body: ConfigurationItemDraft,
  success: { status: 201, schema: ConfigurationItemView },
  problems: { 400: [...unknown, ...unknownTarget], 409: [...taken, ...blocked, ...fullOrGone] },
  idempotent: true,
});

export const listConfigurationItems = route({
  name: 'listConfigurationItems',
  method: 'GET',
  path: '/v1/configuration-items',
  summary: 'List configuration items, in the order of their creation; filters can be combined',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      ...configurationItemFilterFields(),
      notSeenSince: PlainDate()
        .optional()
        .meta({ description: 'Only those that imports brought or found, and none has found since this date; the longest unseen first' }),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(ConfigurationItemView())) },
  problems: { 400: ['team/unknown'] },
});

export const readConfigurationItem = route({
  name: 'readConfigurationItem',
  method: 'GET',
  path: '/v1/configuration-items/{id}',
  summary: 'Read the configuration item facet of an item',
  access: 'signed-in',
  success: { status: 200, schema: ConfigurationItemView },
  problems: { 404: notFound },
});

export const patchConfigurationItem = route({
  name: 'patchConfigurationItem',
  method: 'PATCH',
  path: '/v1/configuration-items/{id}',
  summary: 'Change a configuration item by merge patch; members of its owner team may change labels, contact groups and patch schedule',
  access: 'signed-in',
  query: underChange,
  body: ConfigurationItemPatch,
  success: { status: 200, schema: ConfigurationItemView },
  problems: {
    400: unknown,
    403: ['access/not-owner', 'access/approvers-fixed', 'access/break-glass'],
    404: notFound,
    409: [...taken, ...uncovered, 'asset/not-for-class', 'stage/blocked', 'configuration-item/too-much-at-once'],
  },
  ifMatch: true,
});

export const deleteConfigurationItem = route({
  name: 'deleteConfigurationItem',
  method: 'DELETE',
  path: '/v1/configuration-items/{id}',
  summary: 'Delete a configuration item that was never live, with its relations',
  access: managers,
  query: deletedUnder,
  success: { status: 204 },
  problems: { 404: notFound, 409: ['configuration-item/was-live', 'configuration-item/in-use', 'change/not-covering'] },
  ifMatch: true,
});

export const takeUnderManagement = route({
  name: 'takeUnderManagement',
  method: 'PUT',
  path: '/v1/configuration-items/{id}',
  summary: 'Add a configuration item facet to an asset; it keeps its id',
  access: managers,
  body: ConfigurationItemDraft,
  success: { status: 201, schema: ConfigurationItemView },
  problems: {
    400: [...unknown, ...unknownTarget, 'relation/self'],
    404: ['item/not-found'],
    409: [...taken, ...blocked, ...lossCodes, 'asset/not-for-class', ...fullOrGone],
    412: ['configuration-item/exists'],
  },
  ifNoneMatch: true,
});

export const listRelations = route({
  name: 'listRelations',
  method: 'GET',
  path: '/v1/configuration-items/{id}/relations',
  summary: 'List relations of an item to the items that need it (dependants), to those that it needs (dependencies), or both',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), direction: z.enum(['dependants', 'dependencies']).optional() })),
  success: { status: 200, schema: lazily(() => pageOf(RelationView())) },
  problems: { 404: notFound },
});

export const addRelation = route({
  name: 'addRelation',
  method: 'PUT',
  path: '/v1/configuration-items/{id}/relations/{type}/{targetId}',
  summary: 'Add a relation to another item, or declare its share of the cost (L4): 201 if it is new, 200 if it exists',
  access: writers,
  query: underChange,
  body: RelationDraft,
  success: { status: 201, known: 200, schema: RelationView },
  problems: {
    400: ['relation/self', 'relation/type-unknown'],
    403: ['access/break-glass'],
    404: notFound,
    409: [...uncovered, ...fullOrGone],
  },
});

export const removeRelation = route({
  name: 'removeRelation',
  method: 'DELETE',
  path: '/v1/configuration-items/{id}/relations/{type}/{targetId}',
  summary: 'Remove a relation',
  access: writers,
  query: underChange,
  success: { status: 204 },
  problems: {
    400: ['relation/type-unknown'],
    403: ['access/break-glass'],
    404: ['item/not-found', 'relation/not-found'],
    409: [...uncovered, 'relation/in-redundancy-group'],
  },
});

/** The routes of whole items, of their CI facets, of relations and of classes. */
export const configurationItemRoutes = [
  readItemByAlias,
  searchItems,
  readItem,
  mergeItems,
  ...itemHistoryRoutes,
  registerConfigurationItem,
  listConfigurationItems,
  readConfigurationItem,
  patchConfigurationItem,
  deleteConfigurationItem,
  takeUnderManagement,
  moveConfigurationItem,
  readReadiness,
  passGate,
  listUnauthorizedChanges,
  resolveUnauthorizedChange,
  listRelations,
  addRelation,
  removeRelation,
  listClasses,
  readClass,
  putClass,
  deleteClass,
  ...redundancyRoutes,
  ...impactRoutes,
];
