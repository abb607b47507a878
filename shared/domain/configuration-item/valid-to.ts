import { PlainDate } from '../values.ts';
import type { ConfigurationItem } from './configuration-item.ts';

/**
 * The last day on which a CI is valid, such as a certificate: its attribute `validTo`, a date or a time (C8). Undefined if it has none, or if
 * the CI is decommissioned.
 */
export const validToOf = ({ attributes, stage }: Pick<ConfigurationItem, 'attributes' | 'stage'>): string | undefined => {
  const { validTo } = attributes;
  if (stage === 'decommissioned' || typeof validTo !== 'string') return undefined;
  const date = validTo.slice(0, 10);
  return PlainDate().safeParse(date).success ? date : undefined;
};
