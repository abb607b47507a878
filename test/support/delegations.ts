import type { Caller } from '../../shared/domain/access.ts';
import { hour, plus } from '../../shared/domain/clock.ts';
import type { Delegation } from '../../shared/domain/delegation/delegation.ts';
import { listed } from '../../shared/domain/delegation/delegation-list.ts';
import { policyDesk } from './policies.ts';

/** A desk of changes with policies on which people delegate. Bo is nobody's approver. */
export const delegationDesk = async () => {
  const desk = await policyDesk();
  const { world, clock } = desk;
  const bo = await desk.person('Bo', 'approver');
  /** Stores a delegation for a day from now on. */
  const delegate = async (from: Caller, to: Caller, fields: Partial<Delegation> = {}): Promise<Delegation> => {
    const now = clock.now();
    const resource = { id: world.ids.next(), version: 1, createdAt: now, updatedAt: now };
    const made = { ...resource, from: from.id, to: to.id, by: from.id, start: now, end: plus(now, 24 * hour), ...fields };
    const lists = await world.delegations.lists([from.id, to.id]);
    await world.store.commit([
      ...world.delegations.save(made),
      ...lists.map((list) => world.delegations.saveList(listed(list, made, now))),
    ]);
    return made;
  };
  return { ...desk, bo, delegate };
};
