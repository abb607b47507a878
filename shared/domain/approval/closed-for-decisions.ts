import { type Change, isApproved } from '../change/change.ts';
import { awaitsRetrospective } from '../change/emergency.ts';
import { isExtending } from '../change/extension.ts';
import type { Instant } from '../clock.ts';
import { conflict, type DomainError, gone } from '../errors.ts';
import type { Approval } from './approval.ts';
import { approvalDigest } from './digest.ts';

/** A change, and the person who wants to decide on it. */
export interface DecisionOccasion {
  readonly change: Change;
  /** The revision that the person was asked about. */
  readonly revision: number;
  /** The digest that the person was shown, if the decision names it. */
  readonly digest?: string | undefined;
  /** The vote on the current revision that the person gave, or that a delegate gave for the person. */
  readonly own: Pick<Approval, 'person' | 'for'> | undefined;
  readonly now: Instant;
}

type Refusal = DomainError | undefined;

/** The change was open for decisions before and no longer is. */
const becauseOver = ({ change }: DecisionOccasion): Refusal => {
  const { number } = change;
  if (isExtending(change) || awaitsRetrospective(change)) return undefined;
  switch (change.status) {
    case 'cancelled':
      return gone('approval/cancelled', `${number} was cancelled: ${change.ended.reason}`);
    case 'lapsed':
      return gone('approval/lapsed', `${number} lapsed: nobody answered in time`);
    case 'implementing':
    case 'in-review':
    case 'closed':
      return change.retrospective?.state === 'late'
        ? gone('approval/deadline-passed', `${number} was not approved in time, and is an unauthorized change`)
        : gone('approval/started', `${number} has started`);
    default:
      return undefined;
  }
};

const becauseNotAsked = ({ change: { status, number } }: DecisionOccasion): Refusal =>
  status === 'draft' || status === 'assessing'
    ? conflict('change/not-awaiting-approval', `${number} is ${status} and not open for decisions yet`)
    : undefined;

const becauseOutdated = ({ change, revision, digest }: DecisionOccasion): Refusal => {
  if (revision > change.revision && revision <= (change.latestRevision ?? 0))
    return conflict(
      'approval/outdated-revision',
      `revision ${revision} asked for an extension of ${change.number}, which was rejected: revision ${change.revision} counts`,
    );
  if (revision > change.revision)
    return conflict(
      'approval/outdated-revision',
      `${change.number} is at revision ${change.revision}, and has no revision ${revision}: decide on revision ${change.revision}`,
    );
  if (revision < change.revision)
    return conflict(
      'approval/outdated-revision',
      `${change.number} was changed after revision ${revision}: decide on revision ${change.revision}, for which a new mail was sent`,
    );
  if (digest === undefined || digest === approvalDigest(change)) return undefined;
  return conflict(
    'approval/outdated-revision',
    `${change.number} was edited after you opened it: read it again, and decide on what it says now`,
    '/digest',
  );
};

const becauseVoted = ({ change: { number }, own }: DecisionOccasion): Refusal =>
  own &&
  conflict(
    'approval/already-decided',
    own.for === undefined
      ? `you have already decided on ${number}`
      : `a delegate has already decided on ${number}, and one person counts once: with that, neither of the two has another vote`,
  );

const becauseSettled = ({ change }: DecisionOccasion): Refusal => {
  const { status, number } = change;
  if (awaitsRetrospective(change)) return undefined;
  if (isExtending(change))
    return change.extension.agreedAt === undefined
      ? undefined
      : conflict('change/not-awaiting-approval', `the extension of ${number} is already approved`);
  if (status === 'rejected') return conflict('change/not-awaiting-approval', `${number} was rejected`);
  if (status === 'scheduled' || isApproved(change)) return conflict('change/not-awaiting-approval', `${number} is already approved`);
  return undefined;
};

const becauseLate = ({ change, now }: DecisionOccasion): Refusal =>
  change.approvalDeadline !== undefined && now >= change.approvalDeadline
    ? gone('approval/deadline-passed', `the deadline of ${change.number} passed at ${change.approvalDeadline}`)
    : undefined;

const becauseOnHold = ({ change: { onHold, number } }: DecisionOccasion): Refusal =>
  onHold ? conflict('change/on-hold', `${number} is on hold: you can decide on it after it is resumed`) : undefined;

/** The checks in their order of precedence. Decision record 11 explains this order. */
const checks = [becauseOver, becauseNotAsked, becauseOutdated, becauseVoted, becauseSettled, becauseLate, becauseOnHold];

/**
 * The error that explains why a change is closed for this decision, or `undefined` if it is open (P4, P7). The API, the approver's page and
 * its forms, the mails with codes and the list of pending approvals all use this function.
 */
export const closedForDecisions = (occasion: DecisionOccasion): DomainError | undefined => {
  for (const check of checks) {
    const refusal = check(occasion);
    if (refusal) return refusal;
  }
  return undefined;
};
