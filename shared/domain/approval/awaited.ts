import type { Change } from '../change/change.ts';
import type { Instant } from '../clock.ts';
import { closedForDecisions } from './closed-for-decisions.ts';
import { eligibilityOf, groupsAsked, type Voter } from './eligibility.ts';

/** Whether this person's decision is pending: the change is open for decisions, and the person may decide. `deciders`: who has decided. */
export const isAwaited = (change: Change, deciders: readonly string[], voter: Voter, now: Instant): boolean => {
  const own = deciders.includes(voter.person) ? { person: voter.person } : undefined;
  return !closedForDecisions({ change, revision: change.revision, own, now }) && !eligibilityOf(change, voter);
};

/** Everybody who is asked now and has not decided yet, each person once. Who decides in another system is not asked by Quiesce (P9). */
export const peopleUndecided = (change: Change, deciders: readonly string[]): readonly string[] => {
  const asked = groupsAsked(change).filter(({ external = false }) => !external);
  return [...new Set(asked.flatMap(({ eligible }) => eligible))].filter((person) => !deciders.includes(person));
};
