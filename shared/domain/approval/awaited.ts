import type { Change } from '../change/change.ts';
import type { Instant } from '../clock.ts';
import { closedForDecisions } from './closed-for-decisions.ts';
import { eligibilityOf, peopleAsked, type Voter } from './eligibility.ts';

/** Whether this person's decision is pending: the change is open for decisions, and the person may decide. `deciders`: who has decided. */
export const isAwaited = (change: Change, deciders: readonly string[], voter: Voter, now: Instant): boolean => {
  const own = deciders.includes(voter.person) ? { person: voter.person } : undefined;
  return !closedForDecisions({ change, revision: change.revision, own, now }) && !eligibilityOf(change, voter);
};

/** Everybody who is asked and has not decided yet. */
export const peopleUndecided = (change: Change, deciders: readonly string[]): readonly string[] =>
  peopleAsked(change).filter((person) => !deciders.includes(person));
