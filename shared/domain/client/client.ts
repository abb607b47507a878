import * as z from 'zod';
import { roles } from '../access.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name, Reference } from '../values.ts';

/** A machine client: it acts with its own roles; its responsible person never decides on what it asks (P2). Its token is shown once. */
export const Clients = defineResource({
  noun: 'client',
  plural: 'clients',
  fields: () => ({ name: Name(), roles: z.array(z.enum(roles)).min(1).max(10), responsible: Reference() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type Client = ResourceOf<typeof Clients.fields>;
