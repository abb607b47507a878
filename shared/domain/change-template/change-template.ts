import * as z from 'zod';
import type { PolicyTerms } from '../approval/approval-policy.ts';
import { windowTerms } from '../change/change-fields.ts';
import { templateTypes } from '../change/change-values.ts';
import { criticalities } from '../configuration-item/configuration-item.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Line } from '../text.ts';
import { Duration, Name, Text } from '../values.ts';
import { mostNamedItems } from '../window/mask.ts';

/**
 * A template for changes that are alike: what they say, and the bounds within which they stay. A pre-approved template approves its changes at
 * once. Each edit makes a new version of the template; a change keeps what it was submitted with.
 */
export const ChangeTemplates = defineResource({
  noun: 'change-template',
  plural: 'change-templates',
  fields: () => ({
    name: Name(),
    type: z.enum(templateTypes).default('standard'),
    /** What a change by this template says where its request says nothing. */
    change: z.strictObject({
      title: Name(),
      reason: Text().optional(),
      plan: Text().optional(),
      testPlan: Text().optional(),
      backOutPlan: Text().optional(),
      window: z.strictObject(windowTerms()).optional(),
    }),
    bounds: z.strictObject({
      classes: z.array(Name()).min(1).max(50).optional(),
      environments: z.array(Line().max(50)).min(1).max(50).optional(),
      maxLength: Duration(),
      maxItems: z.int().min(1).max(mostNamedItems),
      maxCriticality: z.enum(criticalities).optional(),
    }),
    preApproved: z.boolean().default(false),
  }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type ChangeTemplate = ResourceOf<typeof ChangeTemplates.fields>;

/** The policy of a pre-approved template: its changes are approved at once, by the template. */
export const policyOfTemplate = ({ name, version }: ChangeTemplate): PolicyTerms => ({
  ...{ name: `template ${name}`, version, levels: [] },
  rejectWhen: 'any',
  deciding: 'code',
});

/** When the shipped template was written. */
const written = '2026-11-28T00:00:00.000Z';

/**
 * The template that ships: short work on one item that is not critical. Its version is 0 until somebody edits it; from then on, the stored one
 * counts. Its id sorts before all others.
 */
export const shortMaintenance: ChangeTemplate = {
  ...{ id: '00000000-0000-8000-8000-000000000001', version: 0, createdAt: written, updatedAt: written },
  name: 'short-maintenance',
  type: 'standard',
  change: {
    title: 'Short maintenance',
    reason: 'Short work on one item, such as a restart',
    plan: 'Do the work, and check that the item is up again.',
    backOutPlan: 'Restore the item as it was before.',
    window: { length: 'PT30M', mode: 'start-confirmed', suppress: true },
  },
  bounds: { maxItems: 1, maxLength: 'PT30M', maxCriticality: 'high' },
  preApproved: true,
};
