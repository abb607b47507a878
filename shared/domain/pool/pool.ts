import * as z from 'zod';
import type { Asset } from '../asset/asset.ts';
import type { AssetStatus } from '../asset/asset-values.ts';
import { conflict, type DomainError } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name, Reference } from '../values.ts';

/** The most members that one request adds. Others are added one by one. */
const membersAtOnce = 100;
/** The most pools that an asset is a member of. */
export const poolsOfAsset = 5;

/** Assets that together provide a service, of which a minimum must work (A6). Single members may come and go. */
export const Pools = defineResource({
  noun: 'pool',
  plural: 'pools',
  fields: () => ({ name: Name(), service: Reference().optional(), minimumWorking: z.int().min(0).max(100_000) }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
/** The numbers of members, and of those that work, are counted in the transactions that change them. */
export type Pool = ResourceOf<typeof Pools.fields> & { readonly size: number; readonly working: number };

export const PoolDraft = lazily(() =>
  z.strictObject({ ...Pools.fields(), members: z.array(Reference()).max(membersAtOnce).default([]) }).meta({ id: 'PoolDraft' }),
);
export type PoolDraft = Shape<typeof PoolDraft>;

/** Statuses in which an asset can do its work. */
const ready: readonly AssetStatus[] = ['received', 'in-stock', 'in-use'];

/** Whether an asset counts for its pools. */
export const isServing = ({ status, condition }: Pick<Asset, 'status' | 'condition'>): boolean =>
  condition === 'working' && ready.includes(status);

/** Whether fewer members work than must. */
export const isBelowMinimum = ({ working, minimumWorking }: Pick<Pool, 'working' | 'minimumWorking'>): boolean => working < minimumWorking;

/** How many more members a pool has, and how many more of them work. */
export interface PoolMove {
  readonly size: number;
  readonly working: number;
}

export const movedPool = (pool: Pool, { size, working }: PoolMove, updatedAt: string): Pool => ({
  ...pool,
  version: pool.version + 1,
  updatedAt,
  size: pool.size + size,
  working: pool.working + working,
});

/** The error for a working member that is withdrawn although the pool needs it (A6). */
export const changeRequired = ({ id, name, working, minimumWorking }: Pool): DomainError =>
  conflict(
    'pool/change-required',
    `pool ${name} (${id}) has ${working} working members and needs ${minimumWorking}; withdraw a working one under a change that is being implemented, by a request with ?change=<change>`,
  );
