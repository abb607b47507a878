import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { hostForm } from '../host-name.ts';
import { lazily } from '../lazily.ts';
import { foldedForm, MachineLine, plainForm } from '../text.ts';

/** The scheme of an alias: letters, digits, `:`, `_` and `-`. */
export const AliasScheme = lazily(() => z.string().regex(/^[a-z][a-z0-9:_-]{0,63}$/, 'a scheme such as hostname or prometheus:instance'));

/**
 * The name of a CI in another system: `prometheus:instance=orders-db-1:9187`. Only one CI may have it (T3). A CI has at most 20 (T5). It is
 * stored as it was typed, in NFC and without blanks at either end, and compared in its normal form.
 */
export const AliasValue = lazily(() =>
  z.strictObject({
    scheme: AliasScheme().refine((scheme) => scheme !== nameScheme, 'not name: the name of a CI is an alias by itself'),
    value: MachineLine().max(512),
  }),
);

/** Identifies an alias. */
export interface AliasKey {
  readonly scheme: string;
  readonly value: string;
}

/** Formats an alias as `scheme=value`. */
export const aliasText = ({ scheme, value }: AliasKey): string => `${scheme}=${value}`;

/** The schemes whose values are hosts. */
const hostSchemes: readonly string[] = ['hostname', 'prometheus:instance'];
export const isHostScheme = (scheme: string): boolean => hostSchemes.includes(scheme);

/** The scheme of the alias that a CI has by its name alone. Nobody types such an alias. */
const nameScheme = 'name';

const valueForm = (scheme: string): ((value: string) => string) => {
  if (scheme === nameScheme) return foldedForm;
  return isHostScheme(scheme) ? hostForm : plainForm;
};

/** The normal form of an alias (T3). Aliases are stored and looked up by it, so two forms of one name never name two CIs. */
export const normalAlias = ({ scheme, value }: AliasKey): AliasKey => ({ scheme, value: valueForm(scheme)(value) });

/** The alias that a CI has by its name, if no other CI has it: `name=web-7`. */
export const nameAlias = (name: string): AliasKey => normalAlias({ scheme: nameScheme, value: name });

/** Formats the normal form of an alias. Two aliases are the same if this text is. */
export const normalAliasText = (alias: AliasKey): string => aliasText(normalAlias(alias));

/** A longer alias cannot exist, because it would not fit into a key of the table. In bytes. */
const longestAlias = 2_000;

/** Whether an alias in its normal form can exist. */
export const isPossible = (alias: AliasKey): boolean => alias.value !== '' && Buffer.byteLength(aliasText(alias)) <= longestAlias;

/**
 * Parses `scheme=value` and returns the alias in its normal form, or `undefined` for a text of another form. The scheme ends at the first
 * `=`.
 */
export const aliasKeyOf = (reference: string): AliasKey | undefined => {
  const [, scheme, value] = /^([a-z][a-z0-9:_-]{0,63})=(.+)$/s.exec(reference.trim()) ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  const alias = normalAlias({ scheme, value });
  return alias.value === '' ? undefined : alias;
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
