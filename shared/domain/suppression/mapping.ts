import type { Instant } from '../clock.ts';
import type { AliasKey } from '../configuration-item/alias.ts';

/** One rule from labels to aliases (M1): the label's value under the scheme. `addedAt`: a younger rule does not count for an older window (W1). */
export interface MappingRule {
  readonly label: string;
  readonly scheme: string;
  readonly addedAt?: Instant | undefined;
}

/** An alias that labels lead to, and since when the rule that says so stands. */
export interface MappedAlias extends AliasKey {
  readonly ruleAddedAt?: Instant | undefined;
}

type Labels = Readonly<Record<string, string>>;

/** `host:9187` without its port. */
const withoutPort = (instance: string): string => instance.replace(/:\d{1,5}$/, '');

const aliasesOf = (value: string | undefined, schemes: readonly string[], ruleAddedAt?: Instant): readonly MappedAlias[] =>
  value === undefined || value === '' ? [] : schemes.map((scheme) => ({ scheme, value, ruleAddedAt }));

/**
 * Where the mapping is unset: the label `ci` names the item by id or alias, else `instance`, with and without its port, against
 * `prometheus:instance` and `hostname`. Groups: the first that finds an item counts.
 */
const defaultCandidates = (labels: Labels): readonly (readonly MappedAlias[])[] => {
  const { instance } = labels;
  const schemes = ['prometheus:instance', 'hostname'];
  return [aliasesOf(instance, schemes), aliasesOf(instance === undefined ? undefined : withoutPort(instance), schemes)];
};

/** Aliases to look for, in groups: of each group the first alias that is known counts; every group that finds one names a CI. */
export const candidates = (mapping: readonly MappingRule[] | undefined, labels: Labels): readonly (readonly MappedAlias[])[] => {
  if (mapping === undefined || mapping.length === 0) return [defaultCandidates(labels).flat()];
  return mapping.map(({ label, scheme, addedAt }) => {
    const value = labels[label];
    if (value === undefined || value === '') return [];
    const bare = withoutPort(value);
    return aliasesOf(value, [scheme], addedAt).concat(bare === value ? [] : aliasesOf(bare, [scheme], addedAt));
  });
};

/** The value of the label `ci`, which names an item by its id, asset tag or alias where the mapping is unset. */
export const namedCi = (mapping: readonly MappingRule[] | undefined, labels: Labels): string | undefined =>
  mapping === undefined || mapping.length === 0 ? labels.ci : undefined;
