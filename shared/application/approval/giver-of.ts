import { groupsAsking } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Clock } from '../../domain/clock.ts';
import type { DelegationRepository } from '../../domain/delegation/delegation.ts';
import { inForceIn } from '../../domain/delegation/delegation-list.ts';

/** For whom a person would decide as a delegate now: the first giver who is asked (P3). Undefined for a person who is asked themself. */
export const giverOf = async (
  { delegations, clock }: { readonly delegations: Pick<DelegationRepository, 'lists'>; readonly clock: Clock },
  change: Change,
  person: string,
): Promise<string | undefined> => {
  if (groupsAsking(change, person).length > 0) return undefined;
  const [list] = await delegations.lists([person]);
  return inForceIn(list?.received ?? [], clock.now()).find((one) => groupsAsking(change, one.person).length > 0)?.person;
};
