import * as z from 'zod';
import { ApprovalPolicies } from '../domain/approval/approval-policy.ts';
import { Id } from '../domain/values.ts';
import { nameView, personNamesView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** A policy as the API answers it, with the names of the service, the groups and the people that it names. */
const ApprovalPolicyView = resourceView(ApprovalPolicies, () => ({
  serviceName: nameView(),
  groupNames: z.array(z.strictObject({ group: Id(), name: z.string() })),
  mandatoryNames: personNamesView(),
}));

/** Codes for policies that name what does not exist, that can never be met, or that do not say whom they ask (P1). */
const faults = [
  'contact-group/unknown',
  'person/unknown',
  'item/unknown',
  'class/unknown',
  'approval-policy/level-ambiguous',
  'approval-policy/group-empty',
  'approval-policy/mandatory-not-a-member',
  'approval-policy/never-met',
];

const routes = resourceRoutes(ApprovalPolicies, ApprovalPolicyView, { read: 'signed-in', write: ['change-manager'], unknown: faults });

export const approvalPolicies = { ...routes, list: { ...routes.list, name: 'listApprovalPolicies' as const } };

export const approvalPolicyRoutes = Object.values(approvalPolicies);
