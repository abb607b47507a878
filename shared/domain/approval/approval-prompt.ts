import { day, hour, type Instant, millis, plus } from '../clock.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';
import type { Approval, ApproverGroup } from './approval.ts';

/** What happens while a decision is missing (P4): reminders of those who are asked, and the escalation. */
type PromptStep = 'day-before' | 'hour-before' | 'half-time' | 'escalation';

/** A step that is due at a time. */
interface DuePrompt {
  readonly step: PromptStep;
  readonly at: Instant;
}

/** A step that was done for a revision of a change, so that it is not done again. `person`: whose reminder quiet hours had delayed. */
export interface DonePrompt {
  readonly change: string;
  readonly revision: number;
  readonly step: string;
  readonly person?: string | undefined;
  readonly version: 1;
}

/**
 * When people are reminded of a decision, and when it is escalated (P4): 24 hours and one hour before the deadline, or at half of the time if
 * that is less than two hours; escalation at three quarters of the time.
 */
export const promptsOf = (askedAt: Instant, deadline: Instant): readonly DuePrompt[] => {
  const total = millis(deadline) - millis(askedAt);
  if (total <= 0) return [];
  const reminders: readonly DuePrompt[] =
    total < 2 * hour
      ? [{ step: 'half-time', at: plus(askedAt, total / 2) }]
      : [
          ...(total > day ? [{ step: 'day-before' as const, at: plus(deadline, -day) }] : []),
          { step: 'hour-before', at: plus(deadline, -hour) },
        ];
  return [...reminders, { step: 'escalation', at: plus(askedAt, (total * 3) / 4) }];
};

/** Whether a group has given its approvals already, so that nobody of it is asked again. */
export const hasApproved = ({ group, quorum }: ApproverGroup, votes: readonly Approval[]): boolean =>
  votes.filter(({ decision, groups }) => decision === 'approve' && groups.includes(group)).length >= quorum;

/**
 * To whom a group escalates: of its members who have not decided, those after the first in its `order`. Empty if there is nobody after the
 * first, or nobody at all: then change managers are told. Members without an order come first.
 * @param waiting the people who are asked now, are active, and have not decided
 */
export const nextInOrder = (
  { eligible }: ApproverGroup,
  members: ContactGroup['members'],
  waiting: readonly string[],
): readonly string[] => {
  const left = members.filter(({ person }) => eligible.includes(person) && waiting.includes(person));
  const orders = [...new Set(left.map(({ order = 0 }) => order))].toSorted((one, other) => one - other);
  return left.filter(({ order = 0 }) => order === orders[1]).map(({ person }) => person);
};
