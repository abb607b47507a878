import type { ChangeType, Risk } from '../change/change-values.ts';
import { classIdOf } from '../class/class.ts';
import { foldedForm } from '../text.ts';
import type { ApprovalPolicy, PolicyTerms } from './approval-policy.ts';

/** A named CI of a change, as policies see it. */
export interface MatchedItem {
  readonly class: string;
  readonly environment?: string | undefined;
  /** The ids of the CIs that need it, and its own. Only policies of a service look at them. */
  readonly services: ReadonlySet<string>;
}

/** What policies match on (P1). */
export interface PolicyFacts {
  readonly type: ChangeType;
  readonly risk: Risk;
  readonly items: readonly MatchedItem[];
}

/** The common names of the production environment. */
const productionNames: readonly string[] = ['production', 'prod', 'prd', 'live'];

/** Whether a CI is in production. One without an environment counts as being in it (P1). */
export const isInProduction = ({ environment }: Pick<MatchedItem, 'environment'>): boolean =>
  environment === undefined || productionNames.includes(foldedForm(environment));

/** Whether a CI is in an environment. All names of production mean the same. */
export const isInEnvironment = (item: Pick<MatchedItem, 'environment'>, environment: string): boolean =>
  isInProduction({ environment }) ? isInProduction(item) : foldedForm(item.environment ?? '') === foldedForm(environment);

const matchesItem = ({ match }: Pick<ApprovalPolicy, 'match'>, item: MatchedItem): boolean =>
  (match.class === undefined || classIdOf(match.class) === classIdOf(item.class)) &&
  (match.environment === undefined || isInEnvironment(item, match.environment)) &&
  (match.service === undefined || item.services.has(match.service));

/**
 * Whether a policy is for a change. One that asks people is for every change on at least one item that it matches. One that asks nobody must
 * match every item, so that an item of another kind cannot be changed without approval in the company of those.
 */
const isFor = (policy: ApprovalPolicy, { type, risk, items }: PolicyFacts): boolean => {
  const { match, levels } = policy;
  if ((match.type ?? type) !== type || (match.risk ?? risk) !== risk) return false;
  const matches = (item: MatchedItem): boolean => matchesItem(policy, item);
  return levels.length === 0 ? items.every(matches) : items.some(matches);
};

/** A policy that is part of Quiesce. */
const shipped = (name: string, levels: PolicyTerms['levels']): PolicyTerms => ({
  ...{ name, version: 1, levels },
  rejectWhen: 'any',
  deciding: 'code',
});

/** The policies that ship, and their conditions. They come after all others, in this order, and the last one is for every change. */
const lowRiskOutsideProduction = shipped('low-risk-outside-production', []);
const byDefault = shipped('default', [{ contactRole: 'approver', needs: 1 }]);
export const shippedPolicyNames: readonly string[] = [lowRiskOutsideProduction.name, byDefault.name];

const shippedPolicyFor = ({ risk, items }: PolicyFacts): PolicyTerms =>
  risk === 'low' && !items.some(isInProduction) ? lowRiskOutsideProduction : byDefault;

/** The policy for a change: the first that matches by `order`, of these the one that was changed last, and otherwise one that ships (P1). */
export const policyFor = (policies: readonly ApprovalPolicy[], facts: PolicyFacts): PolicyTerms => {
  const [first] = policies
    .filter((policy) => isFor(policy, facts))
    .toSorted((one, other) => one.order - other.order || (one.updatedAt < other.updatedAt ? 1 : -1));
  return first ?? shippedPolicyFor(facts);
};
