import * as z from 'zod';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Line, MachineLine } from '../text.ts';
import { Name, Reference } from '../values.ts';

/**
 * People and channels that are notified, or asked to decide. Every active member is asked (P1). `order` is the order for calls to one
 * member after another. Members are stored by id. Names are unique.
 */
export const ContactGroups = defineResource({
  noun: 'contact-group',
  plural: 'contact-groups',
  fields: () => ({
    name: Name(),
    members: z
      .array(z.strictObject({ person: Reference(), role: Line().max(50).optional(), order: z.int().min(0).max(1_000).optional() }))
      .max(100)
      .default([]),
    channels: z
      .array(z.strictObject({ kind: Line().max(50), address: MachineLine().max(500) }))
      .max(20)
      .default([]),
  }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type ContactGroup = ResourceOf<typeof ContactGroups.fields>;
