import type { Instant } from '../clock.ts';
import { type AliasKey, isHostScheme } from '../configuration-item/alias.ts';
import { withoutPort } from '../host-name.ts';
import { defaultKindName, kindNamed, type MonitorKindName } from '../monitor/kinds/kinds.ts';
import { type AlertLabels, labelOf } from '../monitor/received-alert.ts';

/**
 * One rule of a monitor's mapping (M1): the value of the label is looked up as an alias of the scheme. The rule does not count for windows
 * that were approved before `addedAt` (W1).
 */
interface MappingRule {
  readonly label: string;
  readonly scheme: string;
  readonly addedAt: Instant;
  /** Whether the rule may find nothing. Otherwise an alert that has the label and finds no CI by it is sent. */
  readonly optional?: boolean | undefined;
}

/** How labels are mapped to configuration items. */
export interface LabelMapping {
  readonly kind: MonitorKindName;
  readonly mapping?: readonly MappingRule[] | undefined;
  /** When the monitor was created, and when its mapping was set back to the default. The later one is the age of the default mapping. */
  readonly createdAt?: Instant | undefined;
  readonly defaultMappingSince?: Instant | undefined;
}

/** An alias that labels lead to, when the rule that leads to it was added, and whether it may be unknown. */
export interface MappedAlias extends AliasKey {
  readonly ruleAddedAt?: Instant | undefined;
  readonly isOptional?: boolean | undefined;
}

/** The references by which the configuration items of an alert are looked up. */
export interface ItemReference {
  /** An id, an asset tag or an alias as text. If it is set, `groups` is empty. */
  readonly ci?: string;
  /** Groups of aliases: each group leads to one configuration item, by its first alias that is known. */
  readonly groups: readonly (readonly MappedAlias[])[];
  /** When the rule that leads to `ci` was added. */
  readonly ruleAddedAt?: Instant | undefined;
}

/** Only hosts have a port: `pay:7` in another scheme is version 7 of a function, for example. */
const byRule = ({ label, scheme, addedAt, optional }: MappingRule, labels: AlertLabels): readonly MappedAlias[] => {
  const value = labelOf(labels, label);
  if (value === undefined || value === '') return [];
  const hosts = isHostScheme(scheme) ? [withoutPort(value)] : [];
  return [...new Set([value, ...hosts])].map((each) => ({ scheme, value: each, ruleAddedAt: addedAt, isOptional: optional }));
};

/** The default rules are alternatives, so their aliases are one group: the first one that is known counts. */
const byDefault = (labels: AlertLabels, { kind, createdAt, defaultMappingSince }: LabelMapping): ItemReference => {
  const { ci, aliases } = kindNamed(kind).defaultMapping(labels);
  const ruleAddedAt = defaultMappingSince ?? createdAt;
  if (ci !== undefined && ci !== '') return { ci, groups: [], ruleAddedAt };
  return { groups: [ruleAddedAt === undefined ? aliases : aliases.map((alias) => ({ ...alias, ruleAddedAt }))] };
};

/** Reads labels by the monitor's own mapping, or by the default mapping of its kind if it has none. Labels of no monitor have no age. */
export const itemReferenceOf = (labels: AlertLabels, monitor: LabelMapping = { kind: defaultKindName }): ItemReference => {
  const { mapping = [] } = monitor;
  return mapping.length > 0 ? { groups: mapping.map((rule) => byRule(rule, labels)) } : byDefault(labels, monitor);
};
