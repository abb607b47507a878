import type { Approval, ApprovalRequest } from './approval.ts';

/**
 * How many of the groups have their approval, where each person counts once (P2): the largest matching of approvers to the groups that
 * ask them, by augmenting paths (Kuhn's algorithm).
 */
const approvalsGiven = ({ groups }: ApprovalRequest, approvers: readonly string[]): number => {
  const byPerson = new Map<string, number>();
  const place = (at: number, tried: Set<string>): boolean => {
    for (const person of groups[at]?.eligible ?? []) {
      if (!approvers.includes(person) || tried.has(person)) continue;
      tried.add(person);
      const taken = byPerson.get(person);
      if (taken !== undefined && !place(taken, tried)) continue;
      byPerson.set(person, at);
      return true;
    }
    return false;
  };
  return groups.filter((_, at) => place(at, new Set())).length;
};

/** How many approvals a request needs: one of each group that is asked (P1). */
export const approvalsNeeded = ({ groups }: ApprovalRequest): number => groups.length;

/** Whether a request has enough approvals if everyone approves who may decide. */
export const canBeApproved = (request: ApprovalRequest): boolean =>
  approvalsGiven(
    request,
    request.groups.flatMap(({ eligible }) => eligible),
  ) >= approvalsNeeded(request);

/** What the votes so far come to: rejected by the first rejection, agreed when every group has given its approval (P1). */
export interface Tally {
  readonly given: number;
  readonly outcome: 'open' | 'agreed' | 'rejected';
}

export const tally = (pinned: ApprovalRequest, votes: readonly Pick<Approval, 'person' | 'decision'>[]): Tally => {
  const given = approvalsGiven(
    pinned,
    votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person),
  );
  if (votes.some(({ decision }) => decision === 'reject')) return { given, outcome: 'rejected' };
  return { given, outcome: given >= approvalsNeeded(pinned) ? 'agreed' : 'open' };
};
