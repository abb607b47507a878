import type { Approval, ApprovalRequest, ApproverGroup } from './approval.ts';

/** The approvals that a request needs. A group is listed as often as it has to approve. */
const placesOf = ({ groups }: ApprovalRequest): readonly ApproverGroup[] =>
  groups.flatMap((group) => Array.from({ length: group.quorum }, () => group));

/**
 * How many of the approvals are given, where each person gives only one (P2). This is the size of the maximum matching of approvers to the
 * approvals for which they count, computed with augmenting paths (Kuhn's algorithm).
 */
const approvalsGiven = (request: ApprovalRequest, approvals: readonly Pick<Approval, 'person' | 'groups'>[]): number => {
  const places = placesOf(request);
  const counts = (person: string, group: string): boolean =>
    approvals.some((vote) => vote.person === person && vote.groups.includes(group));
  const byPerson = new Map<string, number>();
  const assign = (at: number, tried: Set<string>): boolean => {
    const place = places[at];
    for (const person of place?.eligible ?? []) {
      if (!place || !counts(person, place.group) || tried.has(person)) continue;
      tried.add(person);
      const taken = byPerson.get(person);
      if (taken !== undefined && !assign(taken, tried)) continue;
      byPerson.set(person, at);
      return true;
    }
    return false;
  };
  return places.filter((_, at) => assign(at, new Set())).length;
};

/** How many approvals a request needs: the sum over the groups that are asked (P1). */
export const approvalsNeeded = (request: ApprovalRequest): number => placesOf(request).length;

/** Whether a request has enough approvals if everyone approves who may decide. */
export const canBeApproved = (request: ApprovalRequest): boolean =>
  approvalsGiven(
    request,
    request.groups.flatMap(({ group, eligible }) => eligible.map((person) => ({ person, groups: [group] }))),
  ) >= approvalsNeeded(request);

/** The result of the votes so far. One rejection is enough to reject, and every group has to give its approvals (P1). */
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
