import { isApproved } from './change.ts';
import {
  hasBegun,
  hasEnded,
  hasWindowOpened,
  isApprovedByPolicy,
  isAuthorized,
  isJudged,
  isNotOnHold,
  isOnHold,
  isOpen,
  isReminderDue,
  isTooLate,
  isUnended,
  mayBeScheduled,
} from './change-guards.ts';
import { emergencyTransitions } from './emergency-transitions.ts';
import { submissionTransitions } from './submission-transitions.ts';
import { approver, clock, implementer, requester, type Transition } from './transition.ts';
import { hasOffer } from './window-offer.ts';

/**
 * Every transition of a change, whether by the API, a mail, the workflow or the sweep (H10). docs/changes.md has the same table, and a test
 * compares the two. The creation of a change as a draft is not a transition.
 */
export const transitions = {
  edit: {
    by: requester,
    guard: 'all fields of a draft; afterwards title, links, reason and external reference, which keeps the votes',
    moves: {
      draft: ['draft'],
      assessing: ['assessing'],
      'awaiting-approval': ['awaiting-approval'],
      scheduled: ['scheduled'],
      implementing: ['implementing'],
      'in-review': ['in-review'],
    },
  },
  revise: {
    by: requester,
    guard:
      'a material edit (items, window, plans) before the start of the work and the end of the window; the votes are void, the window is withdrawn, and approval is asked again',
    allows: isUnended,
    moves: { assessing: ['assessing'], 'awaiting-approval': ['assessing'], scheduled: ['assessing'] },
  },
  narrow: {
    by: requester,
    guard: 'an edit that leaves less than was approved: fewer items, a shorter window, a shorter agreed downtime; the votes count on',
    allows: isUnended,
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  ...submissionTransitions,
  override: {
    by: 'change manager, freeze approver or owner',
    guard: 'neither requester nor implementer, and such a conflict exists; of an approved change or extension, scheduling is tried at once',
    moves: {
      draft: ['draft'],
      assessing: ['assessing'],
      'awaiting-approval': ['awaiting-approval'],
      scheduled: ['scheduled'],
      implementing: ['implementing'],
    },
  },
  decide: {
    by: approver,
    guard: 'open for decisions, voter eligible; more approvals are still needed',
    allows: isOpen,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  agree: {
    by: approver,
    guard: 'as decide; the vote completes the approvals of the last level',
    allows: isOpen,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  'agree by policy': {
    by: clock,
    guard: 'the policy of the change asks nobody; not on hold, and before the deadline',
    allows: (change, now) => isApprovedByPolicy(change) && isOpen(change, now),
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  reject: {
    by: approver,
    guard: 'as decide; the vote is a rejection that rejects the change by its policy',
    allows: isOpen,
    moves: { 'awaiting-approval': ['rejected'] },
  },
  withdraw: {
    by: approver,
    guard:
      'a decision before the start, by who made it, or of a person who implements the change now; without enough approvals, the window is withdrawn',
    allows: (change, now) => !hasWindowOpened(change, now),
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled', 'awaiting-approval'] },
  },
  block: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, and a conflict blocks the change',
    allows: isApproved,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  schedule: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, not on hold, at most one minute past the deadline, no blocking conflict',
    allows: mayBeScheduled,
    moves: { 'awaiting-approval': ['scheduled'] },
  },
  lapse: {
    by: clock,
    guard:
      'not approved by the deadline, or approved and not scheduled within one minute after it; a window of a length that nobody started within a day after the approval',
    allows: (change, now) => (change.status === 'scheduled' ? hasOffer(change) && hasEnded(change, now) : isTooLate(change, now)),
    moves: { 'awaiting-approval': ['lapsed'], scheduled: ['lapsed'] },
  },
  hold: {
    by: requester,
    guard: 'not on hold, and fewer than 50 times before',
    allows: isNotOnHold,
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  resume: {
    by: requester,
    guard: 'on hold',
    allows: isOnHold,
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  extend: {
    by: implementer,
    guard:
      'before the end of the window: a later end is asked for, decided on by approvers, and put in force; the approved window goes on; an emergency lasts at most an hour in all',
    allows: (change, now) => isUnended(change, now) && isAuthorized(change),
    moves: { scheduled: ['scheduled'], implementing: ['implementing'] },
  },
  open: {
    by: clock,
    guard: 'the start of a planned window has been reached, and the graph differs from the approved scope',
    allows: (change, now) => isNotOnHold(change) && hasBegun(change, now),
    moves: { scheduled: ['scheduled'] },
  },
  remind: {
    by: clock,
    guard: '15 minutes past the start of a planned window, once',
    allows: isReminderDue,
    moves: { scheduled: ['scheduled'] },
  },
  start: {
    by: implementer,
    guard: 'not on hold, the start has been reached',
    allows: (change, now) => isNotOnHold(change) && hasBegun(change, now),
    moves: { scheduled: ['implementing'] },
  },
  ...emergencyTransitions,
  'miss the start': { by: clock, guard: 'the end has passed and nobody started', allows: hasEnded, moves: { scheduled: ['in-review'] } },
  finish: {
    by: implementer,
    guard: 'an outcome for every named item; closed if no review is needed',
    moves: { implementing: ['in-review', 'closed'] },
  },
  settle: {
    by: 'release',
    guard: 'all alerts of the window are decided and no review is needed',
    moves: { 'in-review': ['closed'] },
  },
  review: {
    by: 'change manager',
    guard: 'not the implementer, nor who started an emergency before its approval; such an emergency is approved, rejected or late',
    allows: isJudged,
    moves: { 'in-review': ['closed'] },
  },
  reopen: {
    by: 'change manager',
    guard: 'somebody had worked on it, and it was not imported; corrected outcomes',
    allows: ({ imported }) => !imported,
    moves: { closed: ['in-review'] },
  },
  cancel: {
    by: requester,
    guard: 'before the change is finished; not once an emergency was started before its approval',
    allows: isAuthorized,
    whileWalking: 'too',
    moves: {
      draft: ['cancelled'],
      assessing: ['cancelled'],
      'awaiting-approval': ['cancelled'],
      scheduled: ['cancelled'],
      implementing: ['cancelled'],
    },
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;
