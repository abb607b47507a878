import type { ApprovalRequest } from '../../domain/approval/approval.ts';
import type { PolicyTerms } from '../../domain/approval/approval-policy.ts';
import { fieldRefusal, scopeRefusal } from '../../domain/approval/policy-terms.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Risk, RiskReason } from '../../domain/change/change-values.ts';
import { scopeLimit, type WalkedScope } from '../../domain/change/scope.ts';
import { type ChangeTemplate, policyOfTemplate } from '../../domain/change-template/change-template.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import { choosePolicy } from '../approval/choose-policy.ts';
import { eligibleApprovers } from '../approval/eligible-approvers.ts';
import { templateAtSubmission } from '../change-template/use-template.ts';
import { standingPolicy } from '../patch-schedule/standing-approval.ts';
import { assessRisk } from './assess-risk.ts';
import type { ChangeContext, SubmitContext } from './context.ts';
import { impactedServices } from './impacted-services.ts';
import { readFootprint } from './read-footprint.ts';
import { tooWideError, walkScope } from './walk-scope.ts';

/** What is computed when approval of a revision is asked for (H1). */
export interface Assessment extends WalkedScope {
  readonly risk: Risk;
  readonly riskReasons: readonly RiskReason[];
  readonly policy: PolicyTerms;
  readonly pinned: ApprovalRequest;
  /** The named CIs, by the ids under which their relations and windows are. A draft may name one by the other id of a merged item. */
  readonly items: readonly string[];
}

/** The named CIs. @throws DomainError conflict for an item that is not a CI or is decommissioned */
const namedCis = (change: Change, found: readonly ConfigurationItem[]): readonly ConfigurationItem[] => {
  const known = byEachId(found, idsOfFacet);
  const named = change.items.map((id, at) => {
    const ci = known.get(id);
    if (!ci) throw conflict('change/not-a-configuration-item', `item ${id} is not a configuration item`, `/items/${at}`);
    if (ci.stage === 'decommissioned') throw conflict('change/item-decommissioned', `${ci.name} is decommissioned`, `/items/${at}`);
    return ci;
  });
  return [...new Set(named)];
};

/** Computes scope and footprint from the current relations. @throws DomainError conflict `scope/too-wide` */
const scopeOf = async (context: ChangeContext, change: Change, cis: readonly ConfigurationItem[]): Promise<WalkedScope> => {
  const { scope, roots, tooWide } = await walkScope(context, change, cis);
  if (tooWide) throw tooWideError(`the scope has more than ${scopeLimit} CIs`);
  const footprint = await readFootprint(context.relations, scope, roots);
  return { scope, footprint, services: await impactedServices(context, footprint.items) };
};

/** The policy of a change: that of its pre-approved template, of the standing approval of its patch schedule, or else the one that matches it. */
const policyOf = async (
  context: SubmitContext,
  change: Change,
  cis: readonly ConfigurationItem[],
  { risk, template }: { readonly risk: Risk; readonly template: ChangeTemplate | undefined },
): Promise<PolicyTerms> => {
  if (template?.preApproved) return policyOfTemplate(template);
  return (await standingPolicy(context)(change, risk)) ?? choosePolicy(context)(change, cis, risk);
};

/**
 * Computes risk, policy, approvers and scope of a change as they are now (H1, P1).
 * @throws DomainError conflict if an item cannot be changed, the change is beyond the bounds of its template, the policy is not met, nobody may decide, or the scope is too wide
 */
export const assessFields =
  (context: SubmitContext) =>
  async (change: Change): Promise<Assessment> => {
    const cis = namedCis(change, await context.configurationItems.findMany(change.items));
    const items = cis.map(({ id }) => id);
    const { level: risk, reasons: riskReasons } = await assessRisk(context)(change, cis);
    const template = await templateAtSubmission(context)(change, cis);
    const policy = await policyOf(context, change, cis, { risk, template });
    const refusal = fieldRefusal(policy, change);
    if (refusal) throw refusal;
    const pinned = await eligibleApprovers(context)(change, cis, policy);
    const walked = await scopeOf(context, { ...change, items }, cis);
    const tooWide = scopeRefusal(policy, walked.scope.length);
    if (tooWide) throw tooWide;
    return { risk, riskReasons, policy, pinned, items, ...walked };
  };
