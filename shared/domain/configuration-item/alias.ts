import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily } from '../lazily.ts';

/** The name of a CI in another system: `prometheus:instance=orders-db-1:9187`. Only one CI may have it (T3). A CI has at most 20 (T5). */
export const AliasValue = lazily(() =>
  z.strictObject({
    scheme: z.string().regex(/^[a-z][a-z0-9:_-]{0,63}$/, 'a scheme such as hostname or prometheus:instance'),
    value: z.string().min(1).max(512),
  }),
);

/** Identifies an alias. */
export interface AliasKey {
  readonly scheme: string;
  readonly value: string;
}

/** Formats an alias as `scheme=value`. */
export const aliasText = ({ scheme, value }: AliasKey): string => `${scheme}=${value}`;

/** Parses `scheme=value`, or returns `undefined` for a text of another form. The scheme ends at the first `=`. */
export const aliasKeyOf = (reference: string): AliasKey | undefined => {
  const [, scheme, value] = /^([a-z][a-z0-9:_-]{0,63})=(.+)$/s.exec(reference) ?? [];
  return scheme === undefined || value === undefined ? undefined : { scheme, value };
};

/**
 * An alias, the CI that has it, and when it was added. An alias that is added after a window's approval does not count for that window
 * (W1).
 */
export interface Alias extends AliasKey {
  readonly item: string;
  readonly addedAt: Instant;
  readonly version: number;
}
