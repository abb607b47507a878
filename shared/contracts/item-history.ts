import * as z from 'zod';
import { ShownDifference } from '../domain/differences.ts';
import { historyFacets } from '../domain/history/item-version.ts';
import { chainFaults } from '../domain/history/verify-chain.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, PlainDate, StoredTime, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { changeNameFields, nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A version of a part of an item as the API answers it (C6). */
export const ItemVersionView = lazily(() =>
  z
    .strictObject({
      ...{ version: z.int().min(1), facet: z.enum(historyFacets), at: StoredTime(), actor: z.string(), actorName: nameView() },
      ...{ change: Id().optional(), ...changeNameFields(), reason: z.string().optional(), request: z.string().optional() },
      differences: z.array(ShownDifference()),
      ...{ hash: z.string(), previousHash: z.string().optional() },
    })
    .meta({ id: 'ItemVersion' }),
);

const notFound = { 404: ['item/not-found'] };
const notPast = { 400: ['history/in-future'] };

export const readItemHistory = route({
  name: 'readItemHistory',
  method: 'GET',
  path: '/v1/items/{id}/history',
  summary: 'List the versions of an item and of its relations, oldest first; prices and phone numbers are shown as for assets',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(ItemVersionView())) },
  problems: notFound,
});

export const readItemDifference = route({
  name: 'readItemDifference',
  method: 'GET',
  path: '/v1/items/{id}/difference',
  summary: 'Compare an item at two times, with the versions that made each difference',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      from: Time().meta({ description: 'The earlier time' }),
      to: Time().optional().meta({ description: 'The later time. By default now' }),
    }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          differences: z.array(ShownDifference().extend({ facet: z.enum(historyFacets), versions: z.array(z.int().min(1)) })),
        })
        .meta({ id: 'ItemDifference' }),
    ),
  },
  problems: { ...notFound, ...notPast },
});

export const verifyItem = route({
  name: 'verifyItem',
  method: 'GET',
  path: '/v1/items/{id}/verification',
  summary: 'Verify that the history of an item is complete and unaltered',
  access: 'signed-in',
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          valid: z.boolean(),
          versions: z.int().min(0),
          problems: z.array(z.strictObject({ facet: z.enum(historyFacets), version: z.int().min(1), code: z.enum(chainFaults) })),
          sealedThrough: PlainDate().optional(),
        })
        .meta({ id: 'ItemVerification' }),
    ),
  },
  problems: notFound,
});

/** What has happened to an item. */
export const itemHistoryRoutes = [readItemHistory, readItemDifference, verifyItem];
