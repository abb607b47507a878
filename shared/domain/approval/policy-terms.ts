import type { Change } from '../change/change.ts';
import { type Instant, millis, plus } from '../clock.ts';
import { conflict, type DomainError } from '../errors.ts';
import { durationMillis } from '../values.ts';
import type { RequirableField } from './approval.ts';
import type { PolicyTerms } from './approval-policy.ts';

const isMissing = (change: Pick<Change, RequirableField>, field: RequirableField): boolean => {
  const value = change[field];
  return value === undefined || (Array.isArray(value) && value.length === 0);
};

/** The error for the first field that the policy requires and the change does not have (P1). */
export const fieldRefusal = (
  policy: Pick<PolicyTerms, 'name' | 'requiredFields'>,
  change: Pick<Change, RequirableField>,
): DomainError | undefined => {
  const field = policy.requiredFields?.find((one) => isMissing(change, one));
  return field && conflict('change/field-required', `the policy ${policy.name} requires ${field}: add it, and submit again`, `/${field}`);
};

/** The error for an edit that empties a field that the pinned policy requires. A field that was empty before is not its business. */
export const emptiedRefusal = (change: Change, edited: Pick<Change, RequirableField>): DomainError | undefined => {
  if (!change.pinned) return undefined;
  const { policy: name, requiredFields } = change.pinned;
  return fieldRefusal({ name, requiredFields: requiredFields?.filter((field) => !isMissing(change, field)) }, edited);
};

/** The error for a scope that is wider than the policy allows (W3). `count`: how many CIs it has. */
export const scopeRefusal = ({ name, maxScope }: PolicyTerms, count: number): DomainError | undefined =>
  maxScope === undefined || count <= maxScope
    ? undefined
    : conflict(
        'scope/too-wide',
        `the scope has ${count} CIs, and the policy ${name} allows ${maxScope}: name fewer items or dependants`,
        '/items',
      );

/** Whether a change that is submitted now starts sooner than its policy wants (P1). */
export const isShortNotice = ({ minimumNotice }: Pick<PolicyTerms, 'minimumNotice'>, start: Instant, now: Instant): boolean =>
  minimumNotice !== undefined && millis(start) < millis(plus(now, durationMillis(minimumNotice)));

/** The error for a change with too short notice, if the policy insists on it. */
export const noticeRefusal = (policy: PolicyTerms, start: Instant, now: Instant): DomainError | undefined => {
  const { name, minimumNotice, enforceNotice } = policy;
  return enforceNotice && isShortNotice(policy, start, now)
    ? conflict(
        'change/short-notice',
        `the policy ${name} wants changes ${minimumNotice} before their start: choose a later window`,
        '/window/start',
      )
    : undefined;
};
