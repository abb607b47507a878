import { isInEnvironment } from '../approval/policy-match.ts';
import type { Change } from '../change/change.ts';
import { classIdOf } from '../class/class.ts';
import { millis } from '../clock.ts';
import { type ConfigurationItem, criticalities } from '../configuration-item/configuration-item.ts';
import { conflict, type DomainError } from '../errors.ts';
import { durationMillis } from '../values.ts';
import type { ChangeTemplate } from './change-template.ts';

interface Excess {
  readonly pointer: string;
  readonly detail: string;
}

/** The texts that approvers of the template have read. A change that says otherwise is no change by the template. */
const fixedTexts = ['plan', 'testPlan', 'backOutPlan'] as const;

/** What a template bounds in a change, beside its items. */
type BoundedFields = Pick<Change, 'window' | 'plan' | 'testPlan' | 'backOutPlan'>;

const textExcess = ({ change: texts }: ChangeTemplate, change: BoundedFields): Excess | undefined => {
  const field = fixedTexts.find((name) => texts[name] !== undefined && texts[name] !== change[name]);
  return field && { pointer: `/${field}`, detail: `the ${field} differs from that of the template` };
};

const lengthOf = ({ window }: BoundedFields): number | undefined => {
  if (window?.length !== undefined) return durationMillis(window.length);
  return window?.start === undefined || window.end === undefined ? undefined : millis(window.end) - millis(window.start);
};

const windowExcess = ({ bounds }: ChangeTemplate, change: BoundedFields): Excess | undefined => {
  const length = lengthOf(change);
  if (change.window?.dependants !== undefined)
    return { pointer: '/window/dependants', detail: 'a change by a template covers its named items only' };
  return length !== undefined && length > durationMillis(bounds.maxLength)
    ? {
        pointer: change.window?.length === undefined ? '/window/end' : '/window/length',
        detail: `the window lasts at most ${bounds.maxLength}`,
      }
    : undefined;
};

type Test = (bounds: ChangeTemplate['bounds'], ci: ConfigurationItem) => string | undefined;

/** What is wrong with one named CI. */
const itemTests: readonly Test[] = [
  ({ classes }, ci) =>
    classes === undefined || classes.some((name) => classIdOf(name) === classIdOf(ci.class))
      ? undefined
      : `${ci.name} is of class ${ci.class}; the template is for ${classes.join(', ')}`,
  ({ environments }, ci) =>
    environments === undefined || environments.some((name) => isInEnvironment(ci, name))
      ? undefined
      : `${ci.name} is in ${ci.environment ?? 'no environment, which counts as production'}; the template is for ${environments.join(', ')}`,
  ({ maxCriticality }, ci) =>
    maxCriticality === undefined || criticalities.indexOf(ci.criticality) <= criticalities.indexOf(maxCriticality)
      ? undefined
      : `${ci.name} is ${ci.criticality}; the template is for a criticality up to ${maxCriticality}`,
];

const itemExcess = ({ bounds }: ChangeTemplate, cis: readonly ConfigurationItem[]): Excess | undefined => {
  if (cis.length > bounds.maxItems)
    return { pointer: '/items', detail: `the template is for at most ${bounds.maxItems} items, not ${cis.length}` };
  for (const [at, ci] of cis.entries())
    for (const test of itemTests) {
      const detail = test(bounds, ci);
      if (detail !== undefined) return { pointer: `/items/${at}`, detail };
    }
  return undefined;
};

/** The error for a change that goes beyond the bounds of its template, with the pointer of the first field that does. */
export const boundsRefusal = (
  template: ChangeTemplate,
  change: BoundedFields,
  cis: readonly ConfigurationItem[],
): DomainError | undefined => {
  const excess = itemExcess(template, cis) ?? windowExcess(template, change) ?? textExcess(template, change);
  return (
    excess && conflict('template/out-of-bounds', `beyond the bounds of the template ${template.name}: ${excess.detail}`, excess.pointer)
  );
};
