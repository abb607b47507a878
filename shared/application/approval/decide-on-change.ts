import { actorOf, type Caller, has } from '../../domain/access.ts';
import { type Approval, type DecisionChoice, isReasonMissing } from '../../domain/approval/approval.ts';
import { closedForDecisions } from '../../domain/approval/closed-for-decisions.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import { eligibilityOf, groupsAsking, groupsCounted } from '../../domain/approval/eligibility.ts';
import { type Change, isApproved } from '../../domain/change/change.ts';
import { fitFor } from '../../domain/change/change-transitions.ts';
import { isExtending } from '../../domain/change/extension.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { advanceSoon } from '../change/advance-change.ts';
import { type ChangeContext, changeEvent } from '../change/context.ts';
import { countExtensionVotes } from './count-extension-votes.ts';
import { countVotes } from './count-votes.ts';
import { readVoter } from './read-voter.ts';

export interface DecisionInput {
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly revision: number;
  /** The digest that the person was shown. Without it, the revision decides. */
  readonly digest?: string | undefined;
}

const personsOnly = () => forbidden('approval/persons-only', 'only people can decide on changes');

const assertReason = (input: DecisionInput): void => {
  if (isReasonMissing(input)) throw invalid('/reason', 'approval/reason-required', 'a rejection needs a reason');
};

/**
 * Refuses a caller who is no approver, has no part in the change, and was not asked to decide on it. It is for requests that are refused
 * anyway. Everybody else is told what is wrong with the request.
 * @throws DomainError forbidden `approval/persons-only`, `approval/not-eligible`
 */
export const assertAsked = (change: Change, caller: Caller): void => {
  if (caller.kind !== 'person') throw personsOnly();
  const { requester, implementer, onBehalfOf } = change;
  if (has(caller, 'approver') || [requester, implementer, onBehalfOf].includes(caller.id)) return;
  const memberOf = groupsAsking(change, caller.id).map(({ group }) => group);
  const ineligible = eligibilityOf(change, { person: caller.id, memberOf, isActive: true, isClientHolder: false });
  if (ineligible) throw ineligible;
};

/** Reads the change and the voter, and checks the vote. @throws DomainError why the change is closed or the voter is not eligible */
const checkVote = async (context: ChangeContext, id: string, input: DecisionInput, caller: string) => {
  const { changes, contactGroups, clients, people, clock } = context;
  const found = await changes.get(id);
  const now = clock.now();
  const votes = await changes.decisions(id, found.revision);
  const { revision, digest } = input;
  const closed = closedForDecisions({ change: found, revision, digest, own: votes.find(({ person }) => person === caller), now });
  if (closed) throw closed;
  const change = isExtending(found) ? found : fitFor(found, 'decide');

  const person = await people.find(caller);
  if (!person) throw forbidden('approval/not-eligible', 'you are no longer registered and may not decide');
  const { voter, ...eligible } = await readVoter(context, change, person);
  const ineligible = eligibilityOf(change, voter);
  if (ineligible) throw ineligible;
  assertReason(input);
  // The rows that make the voter eligible. The vote is committed only if they have not changed since they were read (P7).
  const unchanged = [people.unchanged(person), ...eligible.groups.map(contactGroups.unchanged), ...eligible.clients.map(clients.unchanged)];
  // The row of the decision is at version 1, and each decision that was withdrawn and given again adds two versions.
  const withdrawn = await changes.withdrawnDecisions(id, revision);
  const version = 1 + 2 * withdrawn.filter(({ person: by }) => by === caller).length;
  return { change, votes, version, groups: groupsCounted(change, voter), unchanged, now };
};

/**
 * Records one vote (P7). The transaction is conditional on the rows of the change, the voter and the voter's approver groups. After a
 * conflict the vote is checked again with current rows, so that two votes at the same time both count. The vote that completes the
 * approvals sets `agreedAt`, and the change is then scheduled in the same request if possible (T8).
 * @throws DomainError see `closedForDecisions` and `eligibilityOf`; forbidden `approval/persons-only`; invalid `approval/reason-required`
 */
export const decideOnChange =
  (context: ChangeContext) =>
  async (id: string, input: DecisionInput, caller: Caller): Promise<Change> => {
    if (caller.kind !== 'person') throw personsOnly();
    const { changes, store, ids } = context;
    const actor = actorOf(caller);
    const decided = await onFreshRows(async (): Promise<Change> => {
      const { change, votes, version, groups, unchanged, now } = await checkVote(context, id, input, caller.id);
      const approval: Approval = {
        id: ids.next(),
        version,
        change: id,
        revision: change.revision,
        person: caller.id,
        level: 1,
        decision: input.decision,
        ...(input.reason ? { reason: input.reason } : {}),
        decidedAt: now,
        groups,
        digest: approvalDigest(change),
      };
      const counted = { votes: [...votes, approval], now, actor };
      const { next, writes } = isExtending(change)
        ? countExtensionVotes(context, { ...counted, change })
        : await countVotes(context, { ...counted, change });
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
