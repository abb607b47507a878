import { type PolicyContext, settlePolicy } from '../../shared/application/approval/settle-policy.ts';
import { showPolicies } from '../../shared/application/approval/show-policies.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import { assertUnnamed, type UsersContext } from '../../shared/application/naming/find-users.ts';
import { approvalPolicies as routes } from '../../shared/contracts/approval-policies.ts';
import { ApprovalPolicies, type ApprovalPolicy } from '../../shared/domain/approval/approval-policy.ts';
import type { NamingRepository } from '../../shared/domain/naming/naming.ts';
import type { ResourceRepository } from '../../shared/domain/resource/define-resource.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { resourceEndpoints } from '../../shared/runtime/resource-endpoints.ts';

export interface PolicyAreaContext extends PolicyContext, NamesContext, Omit<UsersContext, 'events' | 'store' | 'namings'> {
  readonly approvalPolicies: ResourceRepository<ApprovalPolicy>;
  readonly namings: NamingRepository;
}

/** The endpoints of approval policies (P1). A policy by which a change waits for approval is not deleted (I8). */
export const policyEndpoints = (
  context: PolicyAreaContext & Parameters<typeof resourceEndpoints>[0] & Parameters<typeof assertUnnamed>[0],
): readonly Endpoint[] =>
  Object.values(
    resourceEndpoints(context, {
      definition: ApprovalPolicies,
      routes,
      repository: context.approvalPolicies,
      settle: settlePolicy(context),
      show: showPolicies(context),
      removal: async ({ id }) => [await assertUnnamed(context)({ noun: 'approval-policy', id })],
    }),
  );
