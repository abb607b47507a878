import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Risk } from './change-values.ts';

type RiskInput = Pick<ConfigurationItem, 'criticality' | 'environment'>;

/**
 * The rules in order. The first rule that applies to a named CI determines its risk. A CI without an environment counts as production (P1).
 */
const rules: readonly { readonly risk: Risk; readonly when: (ci: RiskInput) => boolean }[] = [
  { risk: 'low', when: ({ environment }) => environment !== undefined && environment !== 'production' },
  { risk: 'high', when: ({ criticality }) => criticality === 'high' || criticality === 'critical' },
  { risk: 'moderate', when: ({ criticality }) => criticality === 'moderate' },
  { risk: 'low', when: () => true },
];

const rank = { low: 0, moderate: 1, high: 2 } as const;

/** The risk of a change: the highest risk of its named CIs (H1). */
export const riskOf = (items: readonly RiskInput[]): Risk =>
  items
    .map((ci) => rules.find(({ when }) => when(ci))?.risk ?? 'high')
    .reduce<Risk>((worst, risk) => (rank[risk] > rank[worst] ? risk : worst), 'low');
