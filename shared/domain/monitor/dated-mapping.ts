import type { Instant } from '../clock.ts';
import type { Monitor, MonitorDraft } from './monitor.ts';

type Rule = NonNullable<MonitorDraft['mapping']>[number];
interface RuleList {
  readonly mapping?: readonly Rule[] | undefined;
}

const isSame = (one: Rule) => (other: Rule) => one.label === other.label && one.scheme === other.scheme;

/** Whether the rules still ask for everything that `before` asked for: none was removed, and no required rule was made optional. */
const areAsStrict = (rules: readonly Rule[], before: readonly Rule[]): boolean =>
  before.every((old) => rules.some((rule) => isSame(old)(rule) && (old.optional === true || rule.optional !== true)));

/**
 * The rules with the time since when each counts (W1). A rule that existed before keeps its time, and a new one gets the current time. An
 * alert is suppressed only if every required rule finds a CI, and every CI that any rule finds is covered. So when a rule is removed, or a
 * required one is made optional, more alerts are suppressed than before, and all rules get the current time.
 */
const datedRules = (rules: readonly Rule[], before: NonNullable<Monitor['mapping']>, now: Instant) => {
  const keep = areAsStrict(rules, before);
  return rules.map((rule) => ({ ...rule, addedAt: (keep ? before.find(isSame(rule))?.addedAt : undefined) ?? now }));
};

const hasDefaultMapping = ({ mapping = [] }: RuleList): boolean => mapping.length === 0;

/** The mapping of a monitor with its times, after an edit. `before` is the monitor before the edit. */
export const datedMapping = (next: RuleList & Pick<MonitorDraft, 'kind'>, before: Monitor, now: Instant) => {
  const { mapping } = next;
  const rules = mapping ? { mapping: datedRules(mapping, before.mapping ?? [], now) } : {};
  if (!hasDefaultMapping(next)) return rules;
  // The default mapping depends on the kind of the monitor.
  const isUnchanged = hasDefaultMapping(before) && next.kind === before.kind;
  const since = isUnchanged ? before.defaultMappingSince : now;
  return { ...rules, ...(since === undefined ? {} : { defaultMappingSince: since }) };
};
