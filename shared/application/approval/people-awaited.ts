import { peopleUndecided } from '../../domain/approval/awaited.ts';
import { takesPart } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { DelegationRepository } from '../../domain/delegation/delegation.ts';
import { inForceIn } from '../../domain/delegation/delegation-list.ts';

interface AwaitedContext {
  readonly changes: Pick<ChangeRepository, 'deciders'>;
  readonly delegations: Pick<DelegationRepository, 'lists'>;
  readonly clock: Clock;
}

/** Who is asked now and has not decided yet, and their delegates, each once. A delegate who has decided for somebody has no other vote (P3). */
export const peopleAwaited = async ({ changes, delegations, clock }: AwaitedContext, change: Change): Promise<readonly string[]> => {
  const deciders = await changes.deciders(change.id, change.revision);
  const undecided = peopleUndecided(change, deciders);
  const lists = await delegations.lists(undecided);
  const delegates = lists.flatMap(({ given }) => inForceIn(given, clock.now()).map(({ person }) => person));
  return [...new Set([...undecided, ...delegates.filter((person) => !deciders.includes(person) && !takesPart(change, person))])];
};
