import { actorOf, type Caller, has } from '../../domain/access.ts';
import { type Approval, isReasonMissing, isVoteOf } from '../../domain/approval/approval.ts';
import { closedForDecisions } from '../../domain/approval/closed-for-decisions.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import { eligibilityOf, groupsAsking, groupsCounted } from '../../domain/approval/eligibility.ts';
import { levelAsked } from '../../domain/approval/level.ts';
import { type Change, isApproved } from '../../domain/change/change.ts';
import { awaitsRetrospective } from '../../domain/change/emergency.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { type VotableChange, votableChange } from '../../domain/change/votable-change.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { advanceSoon } from '../change/advance-change.ts';
import { type ChangeContext, changeEvent } from '../change/context.ts';
import { countExtensionVotes } from './count-extension-votes.ts';
import { countRetrospectiveVotes } from './count-retrospective-votes.ts';
import { countVotes, type VoteCount } from './count-votes.ts';
import { type Decider, type DecisionInput, deciderOf, isExternalApprover, ownClientError, personsOnly } from './decider.ts';
import { giverOf } from './giver-of.ts';
import { readBallot } from './read-ballot.ts';
import { readDepartures } from './read-departures.ts';

const assertReason = (input: DecisionInput): void => {
  if (isReasonMissing(input)) throw invalid('/reason', 'approval/reason-required', 'a rejection needs a reason');
};

/**
 * Refuses a caller who is no approver, has no part in the change, and was not asked to decide on it, not even as a delegate. It
 * is for requests that are refused
 * anyway. Everybody else is told what is wrong with the request.
 * @throws DomainError forbidden `approval/persons-only`, `approval/not-eligible`
 */
export const assertAsked = async (context: Pick<ChangeContext, 'delegations' | 'clock'>, change: Change, caller: Caller): Promise<void> => {
  if (isExternalApprover(caller)) return;
  if (caller.kind !== 'person') throw personsOnly();
  const { requester, implementer, onBehalfOf } = change;
  if (has(caller, 'approver') || [requester, implementer, onBehalfOf].includes(caller.id)) return;
  const memberOf = groupsAsking(change, caller.id).map(({ group }) => group);
  const ineligible = eligibilityOf(change, { person: caller.id, memberOf, isActive: true, isClientHolder: false });
  if (ineligible && (await giverOf(context, change, caller.id)) === undefined) throw ineligible;
};

/** Reads the change and the voter, and checks the vote. @throws DomainError why the change is closed or the voter is not eligible */
const checkVote = async (context: ChangeContext, id: string, input: DecisionInput, decider: Decider) => {
  const { changes, contactGroups, clients, people, delegations, clock } = context;
  const found = await changes.get(id);
  const now = clock.now();
  const votes = await changes.decisions(id, found.revision);
  const { revision, digest } = input;
  const own = votes.find((vote) => isVoteOf(vote, decider.person) || (decider.for !== undefined && isVoteOf(vote, decider.for)));
  const closed = closedForDecisions({ change: found, revision, digest, own, now });
  if (closed) throw closed;
  const change = votableChange(found);

  const person = await people.find(decider.person);
  if (!person) throw forbidden('approval/not-eligible', 'you are no longer registered and may not decide');
  const { voter, refusal, ...eligible } = await readBallot(context, change, {
    person,
    for: decider.for,
    isExternal: decider.client !== undefined,
  });
  const ineligible = ownClientError(change, decider) ?? refusal;
  if (ineligible) throw ineligible;
  assertReason(input);
  const { departures, groups } = await readDepartures(context, change);
  // The rows that make the voter eligible, and those that say who is left. The vote is committed only if they have not changed (P7).
  const decisive = new Map([...eligible.groups, ...groups].map((group) => [group.id, group]));
  const unchanged = [
    ...eligible.people.map(people.unchanged),
    ...(eligible.delegation ? [delegations.unchanged(eligible.delegation)] : []),
    ...[...decisive.values()].map(contactGroups.unchanged),
    ...eligible.clients.map(clients.unchanged),
  ];
  // The row of the decision is at version 1, and each decision that was withdrawn and given again adds two versions.
  const withdrawn = await changes.withdrawnDecisions(id, revision);
  const version = 1 + 2 * withdrawn.filter((vote) => vote.person === decider.person && vote.for === decider.for).length;
  return { change, votes, version, departures, groups: groupsCounted(change, voter), unchanged, now };
};

/** A change after its votes are counted, by what they are about: an extension, an emergency that was started before, or a plan. */
const countAll = (context: ChangeContext, change: VotableChange, counted: Omit<VoteCount<Change>, 'change'>) => {
  if (isExtending(change)) return countExtensionVotes(context, { ...counted, change });
  if (awaitsRetrospective(change)) return countRetrospectiveVotes(context, { ...counted, change });
  return countVotes(context, { ...counted, change });
};

/**
 * Records one vote (P7). The transaction is conditional on the rows of the change, the voter, the voter's approver groups and, if a
 * delegate votes, the delegate and the delegation. After a
 * conflict the vote is checked again with current rows, so that two votes at the same time both count. The vote that completes the
 * approvals sets `agreedAt`, and the change is then scheduled in the same request if possible (T8).
 * @throws DomainError see `closedForDecisions`, `readBallot` and `deciderOf`; invalid `approval/reason-required`
 */
export const decideOnChange =
  (context: ChangeContext) =>
  async (id: string, input: DecisionInput, caller: Caller): Promise<Change> => {
    const { changes, store, ids } = context;
    const actor = actorOf(caller);
    const decider = await deciderOf(context)(input, caller);
    const decided = await onFreshRows(async (): Promise<Change> => {
      const { change, votes, version, departures, groups, unchanged, now } = await checkVote(context, id, input, decider);
      const approval: Approval = {
        id: ids.next(),
        version,
        change: id,
        revision: change.revision,
        person: decider.person,
        ...(decider.for === undefined ? {} : { for: decider.for }),
        level: levelAsked(change),
        decision: input.decision,
        ...(input.reason ? { reason: input.reason } : {}),
        decidedAt: now,
        groups,
        digest: approvalDigest(change),
        ...(decider.client === undefined ? {} : { client: decider.client, evidence: input.evidence }),
      };
      const counted = { votes: [...votes, approval], departures, now, actor };
      const { next, writes } = await countAll(context, change, counted);
      await store.commit([
        ...changes.save(next, change),
        changes.saveDecision(approval),
        ...unchanged,
        changeEvent(context, 'DecisionMade', { change: next, actor, body: { decision: approval.decision } }),
        ...writes,
      ]);
      return next;
    });
    return isApproved(decided) ? advanceSoon(context)(decided) : decided;
  };
