import { longestTag } from '../asset/asset-uniques.ts';
import type { Instant } from '../clock.ts';
import { type AliasKey, aliasKeyOf, nameAlias, normalAlias } from '../configuration-item/alias.ts';
import { isId } from '../values.ts';
import { itemReferenceOf, type LabelMapping, type MappedAlias } from './mapping.ts';

/** How an alert or a question refers to its CI: by a reference (I7), by an alias, or by labels with the mapping of the monitor. */
export type CiReference =
  | { readonly ci: string }
  | { readonly alias: AliasKey }
  | { readonly labels: Readonly<Record<string, string>>; readonly monitor?: LabelMapping | undefined };

/** The possible references to CIs, before it is known whether those exist. All aliases are in their normal form. */
export interface CiCandidates {
  readonly id?: string;
  /** Each group refers to one CI: that of its first known alias. */
  readonly groups: readonly (readonly MappedAlias[])[];
  /** An asset tag, and the alias of the name that reads alike; a text in the form of an alias is no name. They count if no group leads to a CI; if they lead to two CIs, both count. */
  readonly tag?: string;
  readonly name?: MappedAlias;
  /** When the rule was added that found the id or the asset tag (W1). */
  readonly ruleAddedAt?: Instant | undefined;
}

const ofReference = (reference: string, ruleAddedAt: Instant | undefined): CiCandidates => {
  if (isId(reference)) return { id: reference, groups: [], ruleAddedAt };
  const alias = aliasKeyOf(reference);
  const groups = alias ? [[{ ...alias, ruleAddedAt }]] : [];
  const tag = reference.trim();
  if (tag === '' || tag.length > longestTag) return { groups };
  return { groups, tag, ...(alias ? {} : { name: { ...nameAlias(tag), ruleAddedAt } }), ruleAddedAt };
};

const asGiven = (reference: CiReference): CiCandidates => {
  if ('ci' in reference) return ofReference(reference.ci, undefined);
  if ('alias' in reference) return { groups: [[reference.alias]] };
  const { ci, groups, ruleAddedAt } = itemReferenceOf(reference.labels, reference.monitor);
  return ci === undefined ? { groups } : ofReference(ci, ruleAddedAt);
};

/** The candidates of a reference. */
export const candidatesOf = (reference: CiReference): CiCandidates => {
  const candidates = asGiven(reference);
  return { ...candidates, groups: candidates.groups.map((group) => group.map((alias) => ({ ...alias, ...normalAlias(alias) }))) };
};
