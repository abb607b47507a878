import type { Approval, ApprovalRequest } from './approval.ts';

/**
 * How many of the groups have given their approval, where each person counts for one group only (P2). This is the size of the maximum
 * matching of approvers to the groups for which they count, computed with augmenting paths (Kuhn's algorithm).
 */
const approvalsGiven = ({ groups }: ApprovalRequest, approvals: readonly Pick<Approval, 'person' | 'groups'>[]): number => {
  const counts = (person: string, group: string): boolean =>
    approvals.some((vote) => vote.person === person && vote.groups.includes(group));
  const byPerson = new Map<string, number>();
  const assign = (at: number, tried: Set<string>): boolean => {
    const asking = groups[at];
    for (const person of asking?.eligible ?? []) {
      if (!asking || !counts(person, asking.group) || tried.has(person)) continue;
      tried.add(person);
      const taken = byPerson.get(person);
      if (taken !== undefined && !assign(taken, tried)) continue;
      byPerson.set(person, at);
      return true;
    }
    return false;
  };
  return groups.filter((_, at) => assign(at, new Set())).length;
};

/** How many approvals a request needs: one of each group that is asked (P1). */
export const approvalsNeeded = ({ groups }: ApprovalRequest): number => groups.length;

/** Whether a request has enough approvals if everyone approves who may decide. */
export const canBeApproved = (request: ApprovalRequest): boolean =>
  approvalsGiven(
    request,
    request.groups.flatMap(({ group, eligible }) => eligible.map((person) => ({ person, groups: [group] }))),
  ) >= approvalsNeeded(request);

/** The result of the votes so far. One rejection is enough to reject, and every group has to approve (P1). */
export interface Tally {
  readonly given: number;
  readonly outcome: 'open' | 'agreed' | 'rejected';
}

export const tally = (pinned: ApprovalRequest, votes: readonly Pick<Approval, 'person' | 'decision' | 'groups'>[]): Tally => {
  const given = approvalsGiven(
    pinned,
    votes.filter(({ decision }) => decision === 'approve'),
  );
  if (votes.some(({ decision }) => decision === 'reject')) return { given, outcome: 'rejected' };
  return { given, outcome: given >= approvalsNeeded(pinned) ? 'agreed' : 'open' };
};
