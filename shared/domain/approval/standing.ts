import type { Change } from '../change/change.ts';
import type { Instant } from '../clock.ts';
import { conflict, type DomainError, gone } from '../errors.ts';
import type { Approval } from './approval.ts';
import type { ApprovalLink } from './approval-link.ts';

const started: readonly Change['status'][] = ['implementing', 'in-review', 'closed'];

/** What was possible once (P7). */
const goneBy = ({ status, number, ended }: Change): DomainError | undefined => {
  if (status === 'cancelled') return gone('approval/cancelled', `${number} was cancelled${ended ? `: ${ended.reason}` : ''}`);
  if (status === 'lapsed') return gone('approval/lapsed', `${number} lapsed: nobody answered in time`);
  return started.includes(status) ? gone('approval/started', `${number} has started`) : undefined;
};

/** What is settled already, or waits for something else. */
const settledBy = ({ status, number, agreedAt }: Change): DomainError | undefined => {
  if (status === 'rejected') return conflict('change/not-awaiting-approval', `${number} was rejected`);
  if (status === 'scheduled' || agreedAt !== undefined) return conflict('change/not-awaiting-approval', `${number} is approved already`);
  return status === 'awaiting-approval' ? undefined : conflict('change/not-awaiting-approval', `${number} is ${status}`);
};

/** Why a link cannot be decided by now, in the words that its page shows; nothing where it can. The vote itself judges again (P7). */
export const closedBecause = (link: ApprovalLink, change: Change, own: Approval | undefined, now: Instant): DomainError | undefined => {
  const ended = goneBy(change);
  if (ended) return ended;
  if (link.revision !== change.revision)
    return conflict('approval/outdated-revision', `${change.number} was changed and asked anew: use the link of the newer mail`);
  if (own) return conflict('approval/already-decided', `you decided on ${change.number} already`);
  const settled = settledBy(change);
  if (settled) return settled;
  if (now >= link.expiresAt) return gone('approval/deadline-passed', `the deadline of ${change.number} has passed`);
  return change.onHold ? conflict('change/on-hold', `${change.number} is on hold: it can be decided when it goes on`) : undefined;
};
