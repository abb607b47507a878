import { ApprovalPolicies } from '../../domain/approval/approval-policy.ts';
import { resourceRow } from '../resource/resource-rows.ts';

/** APPROVAL-POLICY#<id> | #   an approval policy (P1) */
export const approvalPolicyRow = resourceRow(ApprovalPolicies);
