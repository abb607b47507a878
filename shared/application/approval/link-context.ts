import type { Caller } from '../../domain/access.ts';
import { type Approval, type DecisionChoice, isVoteOf } from '../../domain/approval/approval.ts';
import type { ApprovalLink } from '../../domain/approval/approval-link.ts';
import { closedForDecisions } from '../../domain/approval/closed-for-decisions.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Ids } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { type DomainError, forbidden } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import type { Letters } from '../../domain/mail/letters.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { LinkContext, OpenedLink } from '../mailed-link/link-context.ts';
import { type BallotContext, readBallot } from './read-ballot.ts';

/** Records a vote: the same use case as for a signed-in person in the API (P7). */
export type Decide = (
  change: string,
  input: { decision: DecisionChoice; reason?: string; revision: number; digest?: string | undefined; for?: string | undefined },
  caller: Caller,
) => Promise<Change>;

/** The context of the approver's page. */
export interface ApprovalContext extends LinkContext<ApprovalLink>, BallotContext {
  readonly changes: Pick<ChangeRepository, 'get' | 'decisions' | 'deciders' | 'scope' | 'latestComments' | 'findComment' | 'saveComment'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly events: EventRepository;
  readonly ids: Ids;
  readonly letters: Letters;
  readonly decide: Decide;
}

/** An approval link that somebody opened. */
export type OpenedApproval = OpenedLink<ApprovalLink>;

/** The error if the policy wants a signed-in call, so that no code is mailed or taken (P5). */
const becauseOfPolicy = ({ pinned, number }: Change): DomainError | undefined =>
  pinned?.deciding === 'sign-in'
    ? forbidden(
        'approval/sign-in-required',
        `the approval policy ${pinned.policy} wants you to decide signed in: POST /v1/changes/${number}/decisions`,
      )
    : undefined;

/** The vote that was given by the person of a link, or for the person, or for the one for whom the person is asked (P3). */
export const voteOf = (votes: readonly Approval[], { person, for: giver }: Pick<ApprovalLink, 'person' | 'for'>): Approval | undefined =>
  votes.find((vote) => isVoteOf(vote, person) || (giver !== undefined && isVoteOf(vote, giver)));

/**
 * The reason why the person of a link cannot decide on its change. Undefined while the person may decide there (P2, P5, P7).
 * @param votes the votes on the current revision of the change
 */
export const closedForLink = async (
  context: BallotContext,
  { link, person, digest }: OpenedApproval & { readonly digest?: string | undefined },
  change: Change,
  votes: readonly Approval[],
): Promise<DomainError | undefined> => {
  const own = voteOf(votes, link);
  const closed = closedForDecisions({ change, revision: link.revision, digest, own, now: context.clock.now() });
  if (closed) return closed;
  const { refusal } = await readBallot(context, change, { person, for: link.for });
  return refusal ?? becauseOfPolicy(change);
};

/**
 * Reads the change of an opened link and checks that the person of the link may decide on it.
 * @throws DomainError the reason why the person cannot decide
 */
export const openChange = async (
  context: BallotContext & Pick<ApprovalContext, 'changes'>,
  openedLink: OpenedApproval,
  digest?: string,
): Promise<Change> => {
  const { changes } = context;
  const change = await changes.get(openedLink.link.change);
  const closed = await closedForLink(context, { ...openedLink, digest }, change, await changes.decisions(change.id, change.revision));
  if (closed) throw closed;
  return change;
};
