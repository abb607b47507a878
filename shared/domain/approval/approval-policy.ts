import * as z from 'zod';
import { changeTypes, risks } from '../change/change-values.ts';
import { scopeLimit } from '../change/scope.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Line } from '../text.ts';
import { Duration, Name, Reference } from '../values.ts';
import { decidingWays, rejectionRules, requirableFields } from './approval.ts';
import { Needs } from './needs.ts';

/** A level of a policy: a contact group, or all groups with a role on the named items, and how many of their members have to approve. */
const PolicyLevel = () =>
  z.strictObject({
    group: Reference().optional(),
    contactRole: Line().max(50).optional(),
    needs: Needs(),
    mandatory: z.array(Reference()).min(1).max(20).optional(),
    external: z.boolean().optional(),
  });

/**
 * An approval policy (P1): which changes it is for, and who approves them. Of several that match, the one with the lowest `order` counts, and of
 * these the one that was changed last. Without levels, the change is approved at once. Its version is stored with each change that is submitted.
 */
export const ApprovalPolicies = defineResource({
  noun: 'approval-policy',
  plural: 'approval-policies',
  fields: () => ({
    name: Name(),
    order: z.int().min(0).max(10_000),
    match: z
      .strictObject({
        type: z.enum(changeTypes).optional(),
        risk: z.enum(risks).optional(),
        class: Name().optional(),
        service: Reference().optional(),
        environment: Line().max(50).optional(),
      })
      .default({}),
    levels: z.array(PolicyLevel()).max(10),
    rejectWhen: z.enum(rejectionRules).default('any'),
    requiredFields: z.array(z.enum(requirableFields)).max(requirableFields.length).optional(),
    /** How long approvers have, from the submission. @default seven days */
    deadline: Duration().optional(),
    /** How long before its start a change is to be submitted. */
    minimumNotice: Duration().optional(),
    /** Whether a change with shorter notice is refused. Otherwise it is only a warning. */
    enforceNotice: z.boolean().optional(),
    deciding: z.enum(decidingWays).default('code'),
    /** The most CIs that the scope of a change may have. */
    maxScope: z.int().min(1).max(scopeLimit).optional(),
  }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type ApprovalPolicy = ResourceOf<typeof ApprovalPolicies.fields>;

/** What a policy says, whether it is stored or ships. */
export type PolicyTerms = Omit<ApprovalPolicy, 'id' | 'order' | 'match' | 'createdAt' | 'updatedAt'> & { readonly id?: string };
export type PolicyLevel = ApprovalPolicy['levels'][number];
