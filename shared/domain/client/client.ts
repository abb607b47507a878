import * as z from 'zod';
import { roles } from '../access.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name, Reference } from '../values.ts';

/**
 * A machine client. It has its own roles. Its responsible person never decides on changes that it requests (P2). Its token is shown only
 * once.
 */
export const Clients = defineResource({
  noun: 'client',
  plural: 'clients',
  fields: () => ({ name: Name(), roles: z.array(z.enum(roles)).min(1).max(roles.length), responsible: Reference() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type Client = ResourceOf<typeof Clients.fields>;
