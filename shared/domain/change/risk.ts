import { isInProduction } from '../approval/policy-match.ts';
import { day } from '../clock.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Risk, RiskReason } from './change-values.ts';

/** How long a failed change counts against later changes of the same CI, in milliseconds. */
export const recordLength = 90 * day;

/** A named CI, with what the rules look at. */
export interface RatedItem extends Pick<ConfigurationItem, 'name' | 'criticality' | 'environment'> {
  /** The CIs that have no spare left while it is changed. */
  readonly withoutSpare: readonly string[];
  /** The numbers of the changes of it that failed within `recordLength`. */
  readonly failedChanges: readonly string[];
}

/** One line of the table: when the rule applies to a CI, the risk that it then has at least, and why, in words. */
interface RiskRule {
  readonly rule: RiskReason['rule'];
  readonly risk: Risk;
  readonly when: (item: RatedItem) => boolean;
  readonly because: (item: RatedItem) => string;
}

const isImportant = ({ criticality }: RatedItem): boolean => criticality === 'high' || criticality === 'critical';

/** `one`, or `one and 3 more`. */
const firstOf = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`;

/** The risk table (H1). A change has the highest risk of all lines that apply to a CI that it names, and low risk if none applies. */
const table: readonly RiskRule[] = [
  {
    rule: 'criticality',
    risk: 'high',
    when: (item) => isImportant(item) && isInProduction(item),
    because: ({ name, criticality }) => `${name} has ${criticality} criticality and is in production`,
  },
  {
    rule: 'criticality',
    risk: 'moderate',
    when: (item) => isImportant(item) && !isInProduction(item),
    because: ({ name, criticality, environment }) => `${name} has ${criticality} criticality and is outside production, in ${environment}`,
  },
  {
    rule: 'redundancy',
    risk: 'moderate',
    when: ({ withoutSpare }) => withoutSpare.length > 0,
    because: ({ name, withoutSpare }) => `without ${name}, no redundancy is left for ${firstOf(withoutSpare)}`,
  },
  {
    rule: 'record',
    risk: 'moderate',
    when: ({ failedChanges }) => failedChanges.length > 0,
    because: ({ name, failedChanges }) => `a change of ${name} failed in the last ${recordLength / day} days: ${firstOf(failedChanges)}`,
  },
];

const none = 'every item has low or moderate criticality, keeps its redundancy, and has no failed change in the last 90 days';

const rank = { low: 0, moderate: 1, high: 2 } as const;

/** The most reasons that are stored. A change may name 50 CIs. */
const mostReasons = 20;

/** The risk of a change with its reasons, those of the highest risk first (H1). */
export const riskOf = (items: readonly RatedItem[]): { readonly level: Risk; readonly reasons: readonly RiskReason[] } => {
  const applying = items
    .flatMap((item) => table.filter(({ when }) => when(item)).map(({ rule, risk, because }) => ({ rule, risk, detail: because(item) })))
    .toSorted((one, other) => rank[other.risk] - rank[one.risk]);
  const [worst] = applying;
  if (!worst) return { level: 'low', reasons: [{ rule: 'criticality', detail: none }] };
  return { level: worst.risk, reasons: applying.slice(0, mostReasons).map(({ rule, detail }) => ({ rule, detail })) };
};
