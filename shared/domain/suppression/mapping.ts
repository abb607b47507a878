import type { Instant } from '../clock.ts';
import { type AliasKey, isHostScheme } from '../configuration-item/alias.ts';
import { withoutPort } from '../host-name.ts';
import { defaultKindName, kindNamed, type MonitorKindName } from '../monitor/kinds/kinds.ts';
import type { AlertLabels } from '../monitor/received-alert.ts';

/**
 * One rule of a monitor's mapping (M1): the value of the label is looked up as an alias of the scheme. The rule does not count for windows
 * that were approved before `addedAt` (W1).
 */
interface MappingRule {
  readonly label: string;
  readonly scheme: string;
  readonly addedAt: Instant;
}

/** How labels are mapped to configuration items. */
export interface LabelMapping {
  readonly kind: MonitorKindName;
  readonly mapping?: readonly MappingRule[] | undefined;
}

/** An alias that labels lead to, and when the rule that leads to it was added. */
export interface MappedAlias extends AliasKey {
  readonly ruleAddedAt?: Instant | undefined;
}

/** The references by which the configuration items of an alert are looked up. */
export interface ItemReference {
  /** An id, an asset tag or an alias as text. If it is set, `groups` is empty. */
  readonly ci?: string;
  /** Groups of aliases: each group leads to one configuration item, by its first alias that is known. */
  readonly groups: readonly (readonly MappedAlias[])[];
}

/** Only hosts have a port: `pay:7` in another scheme is version 7 of a function, for example. */
const byRule = ({ label, scheme, addedAt }: MappingRule, labels: AlertLabels): readonly MappedAlias[] => {
  const value = labels[label];
  if (value === undefined || value === '') return [];
  const hosts = isHostScheme(scheme) ? [withoutPort(value)] : [];
  return [...new Set([value, ...hosts])].map((each) => ({ scheme, value: each, ruleAddedAt: addedAt }));
};

/** Reads labels by the monitor's own mapping, or by the default mapping of its kind if it has none. */
export const itemReferenceOf = (labels: AlertLabels, { kind, mapping = [] }: LabelMapping = { kind: defaultKindName }): ItemReference => {
  if (mapping.length > 0) return { groups: mapping.map((rule) => byRule(rule, labels)) };
  const { ci, aliases } = kindNamed(kind).defaultMapping(labels);
  return ci === undefined || ci === '' ? { groups: [aliases] } : { ci, groups: [] };
};
