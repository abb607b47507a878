import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { ExactLine } from '../domain/text.ts';
import { Id, Reference, Time } from '../domain/values.ts';
import { AssetView } from './assets.ts';
import { ConfigurationItemView, RelationView } from './configuration-item-views.ts';
import { route } from './contract.ts';
import { planFields } from './item-plan.ts';
import { pageOf, pageQuery } from './paging.ts';
import { uncovered, underChange } from './under-change.ts';

/** An item (C1) as the API answers it: its facets, its relations, the window in force now and the next one, and the open changes. */
export const ItemView = lazily(() =>
  z
    .strictObject({
      id: Id(),
      asset: AssetView().optional(),
      ci: ConfigurationItemView().optional(),
      relations: z.strictObject({ dependencies: z.array(RelationView()), dependants: z.array(RelationView()) }),
      ...planFields(),
    })
    .meta({ id: 'Item' }),
);

export const readItemByAlias = route({
  name: 'readItemByAlias',
  method: 'GET',
  path: '/v1/items/by-alias',
  summary: 'Read the item that has an alias; the scheme of the alias ends at the first =',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ alias: ExactLine().min(1).max(600).meta({ description: 'The alias, as <scheme>=<value>' }) })),
  success: { status: 200, schema: ItemView },
  problems: { 400: ['alias/malformed'], 404: ['item/not-found'] },
});

export const readItem = route({
  name: 'readItem',
  method: 'GET',
  path: '/v1/items/{id}',
  summary: 'Read an item with both facets, relations, current and next window, and open changes, now or at a past time',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({ at: Time().optional().meta({ description: 'A past time: the item as it was then. By default as it is now' }) }),
  ),
  success: { status: 200, schema: ItemView },
  problems: { 400: ['history/in-future'], 404: ['item/not-found'] },
});

export const mergeItems = route({
  name: 'mergeItems',
  method: 'POST',
  path: '/v1/items/{id}/merge',
  summary:
    'Merge two registrations of one thing, an asset and a configuration item; the id in the path stays, and the other one still works',
  access: ['configuration-manager', 'change-manager'],
  query: underChange,
  body: lazily(() => z.strictObject({ item: Reference() }).meta({ id: 'ItemMerge' })),
  success: { status: 200, schema: ItemView },
  problems: {
    400: ['item/unknown', 'item/merge-with-itself'],
    403: ['access/break-glass'],
    404: ['item/not-found'],
    409: [
      ...uncovered,
      'item/already-merged',
      'item/both-facets',
      'item/two-assets',
      'item/two-configuration-items',
      'item/refers-to-itself',
      'asset/too-deep',
      'asset/not-for-class',
      'asset/voided',
      'asset/ci-in-service',
    ],
  },
  idempotent: true,
});

/** An item that a search found: its name, and the facets that it has. */
export const ItemSummary = lazily(() =>
  z
    .strictObject({ id: Id(), name: z.string(), asset: AssetView().optional(), ci: ConfigurationItemView().optional() })
    .meta({ id: 'ItemSummary' }),
);

export const searchItems = route({
  name: 'searchItems',
  method: 'GET',
  path: '/v1/items',
  summary:
    'Search items by the beginnings of words in name, asset tag, serial number, model or alias; prices and phone numbers are shown as for assets',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      q: ExactLine().min(1).max(200).meta({
        description:
          'The beginnings of one or more words, such as "orders db". All of them must match, in any order, without regard to case',
      }),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(ItemSummary())) },
  problems: { 400: ['search/no-word'] },
});
