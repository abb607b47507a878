import { day, type Instant, millis } from '../clock.ts';
import { dateOfDay, dayNumber } from '../dates.ts';
import { invalid } from '../errors.ts';
import { isSameValue } from '../resource/same-value.ts';
import { idOfText } from '../sha256.ts';
import { durationMillis } from '../values.ts';
import type { Interval } from '../window/intervals.ts';
import { dateIn, zonedMillis } from '../zone-time.ts';
import { type Agreement, AgreementDraft, longestBudgetDays } from './agreement.ts';

/** The most versions of the agreement of one service. */
export const mostAgreementVersions = 500;

/** A version with the time in which it is in force, in milliseconds. The last one has no end, unless it has a last day. */
export interface AgreementTime extends Interval<number> {
  readonly agreement: Agreement;
}

const beginOf = ({ validFrom, zone }: Pick<AgreementDraft, 'validFrom' | 'zone'>): number => zonedMillis(zone, validFrom);

/** When a version is over by its last day. */
const endOf = ({ validTo, zone }: Pick<AgreementDraft, 'validTo' | 'zone'>): number =>
  validTo === undefined ? Number.POSITIVE_INFINITY : zonedMillis(zone, dateOfDay(dayNumber(validTo) + 1));

/** When each version is in force: from its first day through its last one, or until the next version begins. `versions` are in their order. */
export const agreementTimes = (versions: readonly Agreement[]): readonly AgreementTime[] =>
  versions.map((agreement, place) => {
    const next = versions[place + 1];
    return { agreement, from: beginOf(agreement), to: Math.min(endOf(agreement), next ? beginOf(next) : Number.POSITIVE_INFINITY) };
  });

/** The version that is in force at an instant. */
export const agreementAt = (versions: readonly Agreement[], at: Instant): Agreement | undefined =>
  agreementTimes(versions).find(({ from, to }) => from <= millis(at) && millis(at) < to)?.agreement;

/**
 * One version as a resource of the API. The agreement of a service is one resource with one id, which was created with its first version and
 * updated with this one.
 * @param versions all of its versions, in order
 */
export const agreementResource = (agreement: Agreement, [first = agreement]: readonly Agreement[]) => ({
  ...agreement,
  id: idOfText(`agreement ${agreement.service}`),
  createdAt: first.createdAt,
  updatedAt: agreement.createdAt,
});
export type AgreementResource = ReturnType<typeof agreementResource>;

/** Whether a version has exactly the terms of a draft. */
export const hasTerms = (agreement: Agreement, draft: AgreementDraft): boolean =>
  isSameValue(AgreementDraft().strip().safeParse(agreement).data, draft);

/** @throws DomainError invalid `agreement/budget-too-long` */
const assertBudget = ({ downtimeBudget }: AgreementDraft): void => {
  if (!downtimeBudget) return;
  const { per, length } = downtimeBudget;
  const most = longestBudgetDays[per];
  if (durationMillis(length) <= most * day) return;
  const detail = `${length} is longer than a ${per}, which has at most ${most} days; send at most P${most}D`;
  throw invalid('/downtimeBudget/length', 'agreement/budget-too-long', detail);
};

/**
 * Checks that a draft can be the next version (L1): it begins after the versions that there are, and not in the past. Only the first version
 * may begin in the past, because before it nothing was agreed that it could change. A downtime budget is at most as long as its period.
 * @throws DomainError invalid `agreement/budget-too-long`, `agreement/ends-before-start`, `agreement/overlaps`, `agreement/backdated`,
 * `agreement/too-many-versions`
 */
export const assertNextVersion = (versions: readonly Agreement[], draft: AgreementDraft, now: Instant): void => {
  assertBudget(draft);
  const latest = versions.at(-1);
  const { validFrom, validTo, zone } = draft;
  if (validTo !== undefined && validTo < validFrom)
    throw invalid('/validTo', 'agreement/ends-before-start', `the last day ${validTo} is before the first day ${validFrom}`);
  if (!latest) return;
  if (beginOf(draft) <= beginOf(latest)) {
    const detail = `version ${latest.version} begins on ${latest.validFrom}; a later version needs a later first day than ${validFrom}`;
    throw invalid('/validFrom', 'agreement/overlaps', detail);
  }
  const today = dateIn(zone, now);
  if (validFrom < today) {
    const detail = `${validFrom} is past; a version after the first may begin today, ${today} in ${zone}, or later`;
    throw invalid('/validFrom', 'agreement/backdated', detail);
  }
  if (versions.length >= mostAgreementVersions)
    throw invalid('/validFrom', 'agreement/too-many-versions', `the agreement has ${versions.length} versions, which is the most`);
};
