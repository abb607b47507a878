import type { Change } from '../change/change.ts';
import type { Instant } from '../clock.ts';
import type { Approval } from './approval.ts';
import { closedForDecisions } from './closed-for-decisions.ts';
import { eligibilityOf, peopleAsked, type Voter } from './eligibility.ts';

type Vote = Pick<Approval, 'person'>;

/** Whether this person's decision is pending: the change is open for decisions, and the person may decide. */
export const isAwaited = (change: Change, votes: readonly Vote[], voter: Voter, now: Instant): boolean => {
  const own = votes.find(({ person }) => person === voter.person);
  return !closedForDecisions({ change, revision: change.revision, own, now }) && !eligibilityOf(change, voter);
};

/** Everybody who is asked and has not decided yet. */
export const peopleUndecided = (change: Change, votes: readonly Vote[]): readonly string[] =>
  peopleAsked(change).filter((asked) => !votes.some(({ person }) => person === asked));
