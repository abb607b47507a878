import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily } from '../lazily.ts';

/** What a CI is called elsewhere: `prometheus:instance=orders-db-1:9187`. One item has each (T3); at most 20 an item (T5). */
export const AliasValue = lazily(() =>
  z.strictObject({
    scheme: z.string().regex(/^[a-z][a-z0-9:_-]{0,63}$/, 'a scheme such as hostname or prometheus:instance'),
    value: z.string().min(1).max(512),
  }),
);

/** What identifies an alias. */
export interface AliasKey {
  readonly scheme: string;
  readonly value: string;
}

/** `scheme=value` as one text; the scheme ends at the first `=`. */
export const aliasText = ({ scheme, value }: AliasKey): string => `${scheme}=${value}`;

/** The alias that `scheme=value` means; the scheme ends at the first `=`. */
export const aliasKeyOf = (reference: string): AliasKey | undefined => {
  const [, scheme, value] = /^([a-z][a-z0-9:_-]{0,63})=(.+)$/s.exec(reference) ?? [];
  return scheme === undefined || value === undefined ? undefined : { scheme, value };
};

/** Who has an alias, and since when: an alias younger than a window's approval does not count for that window (W1). */
export interface Alias extends AliasKey {
  readonly item: string;
  readonly addedAt: Instant;
  readonly version: number;
}
