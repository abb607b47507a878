import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { PoolDraft, Pools } from '../domain/pool/pool.ts';
import { Id, Reference } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** A pool as the API answers it. Lists leave the members out. */
export const PoolView = resourceView(Pools, () => ({
  size: z.int(),
  working: z.int(),
  belowMinimum: z.boolean(),
  serviceName: nameView(),
  members: z.array(Id()).optional(),
  memberNames: z.array(z.strictObject({ asset: Id(), name: z.string() })).optional(),
}));

export const pools = resourceRoutes(Pools, PoolView, { read: 'signed-in', write: ['asset-manager'], unknown: ['item/unknown'] });

const refusals = ['asset/voided', 'pool/member-disposed', 'pool/too-many-pools'];

export const createPool = route({
  ...pools.create,
  body: PoolDraft,
  problems: { 400: ['item/unknown'], 404: ['item/not-found', 'asset/not-found'], 409: ['pool/name-taken', ...refusals] },
});

export const addPoolMember = route({
  name: 'addPoolMember',
  method: 'PUT',
  path: '/v1/pools/{id}/members/{itemId}',
  summary: 'Add an asset to a pool (A6)',
  access: ['asset-manager'],
  success: { status: 200, schema: PoolView },
  problems: { 404: ['pool/not-found', 'item/not-found', 'asset/not-found'], 409: refusals },
});

export const removePoolMember = route({
  name: 'removePoolMember',
  method: 'DELETE',
  path: '/v1/pools/{id}/members/{itemId}',
  summary: 'Remove an asset from a pool; a working one below the minimum only under a change that is being implemented (A6)',
  access: ['asset-manager'],
  query: lazily(() => z.strictObject({ change: Reference().optional() })),
  success: { status: 200, schema: PoolView },
  problems: {
    404: ['pool/not-found', 'item/not-found', 'asset/not-found', 'pool-member/not-found'],
    409: ['pool/change-required', 'change/not-covering'],
  },
});
