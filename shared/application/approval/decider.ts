import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { DecisionChoice } from '../../domain/approval/approval.ts';
import type { Evidence } from '../../domain/approval/evidence.ts';
import type { Change } from '../../domain/change/change.ts';
import { type DomainError, forbidden, invalid } from '../../domain/errors.ts';
import type { ChangeContext } from '../change/context.ts';
import { resolvePerson } from '../person/resolve-person.ts';

/** What a decision says. */
export interface DecisionInput {
  readonly decision: DecisionChoice;
  readonly reason?: string | undefined;
  readonly revision: number;
  /** The digest that the person was shown. Without it, the revision decides. */
  readonly digest?: string | undefined;
  /** The person for whom a delegate decides (P3), or who has decided in another system, of which a client brings the decision (P9). */
  readonly for?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/**
 * Who decides. `for`: the person for whom a delegate decides. `client`: the client that brings the decision from another system, and the person
 * who is responsible for that client.
 */
export interface Decider {
  readonly person: string;
  readonly for?: string;
  readonly client?: string;
  readonly responsible?: string;
}

export const personsOnly = (): DomainError => forbidden('approval/persons-only', 'only people can decide on changes');

/** Whether the caller is a client that brings decisions from another system (P9). */
export const isExternalApprover = (caller: Caller): boolean => caller.kind === 'client' && has(caller, 'external-approver');

const needed = (field: string): DomainError =>
  invalid(`/${field}`, 'approval/evidence-required', 'a decision from another system names the person who decided there, and its evidence');

/** A person, who decides for themself or as a delegate. */
const personOf = async ({ people }: Pick<ChangeContext, 'people'>, input: DecisionInput, person: string): Promise<Decider> => {
  if (input.evidence !== undefined)
    throw invalid('/evidence', 'approval/not-external', 'only a client with the role external-approver brings evidence of a decision');
  const giver = input.for === undefined ? person : await resolvePerson(people)(input.for, '/for');
  return { person, ...(giver === person ? {} : { for: giver }) };
};

/**
 * Whose decision a caller brings: a person their own, or as a delegate that of the person in `for` (P3), and a client with the role `external-approver` that of a person who has decided in
 * another system, with the evidence of it (P9).
 * @throws DomainError forbidden `approval/persons-only`; invalid `approval/evidence-required`, `approval/not-external`, `person/unknown`
 */
export const deciderOf =
  ({ people }: Pick<ChangeContext, 'people'>) =>
  async (input: DecisionInput, caller: Caller): Promise<Decider> => {
    if (caller.kind === 'person') return personOf({ people }, input, caller.id);
    if (caller.kind !== 'client' || !isExternalApprover(caller)) throw personsOnly();
    if (input.for === undefined) throw needed('for');
    if (input.evidence === undefined) throw needed('evidence');
    return { person: await resolvePerson(people)(input.for, '/for'), client: caller.id, responsible: caller.responsible };
  };

/** The error for a client that has a part in the change itself, or whose responsible person has (P2). */
export const ownClientError = (change: Change, { client, responsible }: Decider): DomainError | undefined => {
  if (client === undefined) return undefined;
  const { requester, onBehalfOf, implementer, authors = [] } = change;
  const actors = [actorOf({ kind: 'client', id: client, roles: [], teams: [], responsible: responsible ?? '' }), `person:${responsible}`];
  const takesPart =
    change.client === client ||
    actors.some((actor) => authors.includes(actor)) ||
    [requester, onBehalfOf, implementer].some((person) => person === responsible);
  return takesPart
    ? forbidden('approval/own-change', 'this client, or the person who is responsible for it, takes part in the change')
    : undefined;
};
