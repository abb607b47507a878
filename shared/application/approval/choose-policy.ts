import type { ApprovalPolicy, PolicyTerms } from '../../domain/approval/approval-policy.ts';
import { policyFor } from '../../domain/approval/policy-match.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Risk } from '../../domain/change/change-values.ts';
import { scopeLimit } from '../../domain/change/scope.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { isNeed } from '../../domain/impact/graph.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import { rootsOf, walkDependants } from '../../domain/item/walk.ts';
import { bit, covers } from '../../domain/window/mask.ts';
import { allPages } from '../all-pages.ts';
import type { SubmitContext } from '../change/context.ts';
import { allGroupMembers } from '../impact/group-members.ts';

/** The CIs that need these, whether or not redundancy keeps them up. */
const needing = async ({ relations }: SubmitContext, ids: readonly string[]) =>
  (await relations.edges(ids, 'in')).map(({ item, edges }) => ({
    item,
    edges: edges.filter(({ type }) => isNeed(type)).map(({ item: dependant, type }) => ({ item: dependant, type })),
  }));

/**
 * For each CI, itself and the CIs that need it: its services are among them. The relations are walked only if a policy is for a service. In a
 * very wide graph, the services that are reached first count.
 */
const servicesOf = async (
  context: SubmitContext,
  policies: readonly ApprovalPolicy[],
  cis: readonly ConfigurationItem[],
): Promise<readonly ReadonlySet<string>[]> => {
  const own = cis.map((ci) => idsOfFacet(ci));
  if (!policies.some(({ match }) => match.service !== undefined)) return own.map((ids) => new Set(ids));
  const roots = rootsOf(
    cis.map(({ id }) => id),
    await allGroupMembers(context, cis),
  );
  const { reached } = await walkDependants((ids) => needing(context, ids), roots, { limit: scopeLimit });
  return own.map((ids, place) => new Set([...ids, ...[...reached].flatMap(([item, mask]) => (covers(mask, bit(place)) ? [item] : []))]));
};

/** The policy that applies to a change as it is now (P1). */
export const choosePolicy =
  (context: SubmitContext) =>
  async ({ type }: Pick<Change, 'type'>, cis: readonly ConfigurationItem[], risk: Risk): Promise<PolicyTerms> => {
    const policies = await allPages(context.approvalPolicies);
    const services = await servicesOf(context, policies, cis);
    const items = cis.map(({ class: className, environment }, at) => ({
      ...{ class: className, environment },
      services: services[at] ?? new Set<string>(),
    }));
    return policyFor(policies, { type, risk, items });
  };
