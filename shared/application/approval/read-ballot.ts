import { delegateRefusal, eligibilityOf, type Voter } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import { type Delegation, type DelegationRepository, isDelegationInForce } from '../../domain/delegation/delegation.ts';
import { inForceIn } from '../../domain/delegation/delegation-list.ts';
import { type DomainError, forbidden } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { readVoter, type VoterContext, type VoterReading } from './read-voter.ts';

export interface BallotContext extends VoterContext {
  readonly people: Pick<ResourceRepository<Person>, 'find'>;
  readonly delegations: Pick<DelegationRepository, 'lists' | 'findMany'>;
}

/** Who wants to decide, and for whom. */
interface Ballot {
  readonly person: Person;
  /** The person for whom a delegate decides (P3). */
  readonly for?: string | undefined;
  /** Whether a client brings the decision from another system (P9). */
  readonly isExternal?: boolean;
}

/** Whether somebody may decide, and all rows that say so (P7). The voter is the person who was asked. */
interface BallotReading extends VoterReading {
  readonly refusal: DomainError | undefined;
  readonly people: readonly Person[];
  readonly delegation?: Delegation | undefined;
}

/** The delegation by which a person may decide for another one now. */
const delegationBetween = async (
  { delegations, clock }: BallotContext,
  giver: string,
  delegate: string,
): Promise<Delegation | undefined> => {
  const [list] = await delegations.lists([delegate]);
  const ids = inForceIn(list?.received ?? [], clock.now()).flatMap(({ id, person }) => (person === giver ? [id] : []));
  const found = await delegations.findMany(ids);
  return found.find((one) => one.from === giver && one.to === delegate && isDelegationInForce(one, clock.now()));
};

const notDelegate = (): DomainError =>
  forbidden('approval/not-delegate', 'you are not a delegate of this person now: the delegation has ended, was revoked, or was never made');

const giverRefusal = ({ code }: DomainError): DomainError =>
  forbidden(code, 'the person for whom you want to decide may not decide on this change now, and so you may not do it for them');

/** Reads whether a person may decide on a change now, for themself or for somebody who has delegated to them (P2, P3). */
export const readBallot = async (
  context: BallotContext,
  change: Change,
  { person, for: giver, isExternal = false }: Ballot,
): Promise<BallotReading> => {
  const own = await readVoter(context, change, person);
  const read = (reading: VoterReading): Voter => ({ ...reading.voter, isExternal });
  if (giver === undefined) return { ...own, people: [person], refusal: eligibilityOf(change, read(own)) };
  const asked = await context.people.find(giver);
  const delegation = asked && (await delegationBetween(context, giver, person.id));
  if (!delegation) return { ...own, people: [person], refusal: notDelegate() };
  const reading = await readVoter(context, change, asked);
  const ineligible = eligibilityOf(change, read(reading));
  const refusal = delegateRefusal(change, own.voter, delegation.by) ?? (ineligible && giverRefusal(ineligible));
  return { ...reading, people: [person, asked], delegation, refusal };
};
