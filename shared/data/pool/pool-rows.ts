import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { type Pool, Pools } from '../../domain/pool/pool.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

/** POOL#<id> | #   assets that together provide a service (A6). Its members are a posting of theirs. */
export const poolRow = defineResourceRow<Pool>(
  Pools,
  lazily(() => z.strictObject({ ...resourceFields(), ...Pools.fields(), size: z.int().min(0), working: z.int().min(0) })),
);
