import type { Instant } from '../clock.ts';
import { type DomainError, invalid } from '../errors.ts';
import { defineResource, type ResourceOf, type ResourceRepository } from '../resource/define-resource.ts';
import type { Write } from '../store.ts';
import { Remark } from '../text.ts';
import { Reference, Time } from '../values.ts';
import type { DelegationList } from './delegation-list.ts';

/**
 * A delegation (P3): from its start until its end, one person may decide on changes for another. It does not cascade: whoever decides for
 * somebody cannot pass this on.
 */
export const Delegations = defineResource({
  noun: 'delegation',
  plural: 'delegations',
  fields: () => ({
    /** Whose decisions these are. @default the caller */
    from: Reference().optional(),
    to: Reference(),
    start: Time(),
    end: Time(),
    reason: Remark(2_000).optional(),
  }),
});

/** `by`: the person who made it, who is the giver or a change manager. */
export type Delegation = Omit<ResourceOf<typeof Delegations.fields>, 'from'> & { readonly from: string; readonly by: string };

/** Delegations, and for each person the list of those that are not over. */
export interface DelegationRepository extends ResourceRepository<Delegation> {
  /** One list for each person, in the same order. A person without delegations has an empty one of version 0. */
  lists(people: readonly string[]): Promise<readonly DelegationList[]>;
  saveList(list: DelegationList): Write;
}

/** Whether a delegation holds at an instant. */
export const isDelegationInForce = ({ start, end }: Pick<Delegation, 'start' | 'end'>, now: Instant): boolean => start <= now && now < end;

/** The error of a delegation that cannot be: to oneself, or with an end before its start or before now. */
export const delegationFault = ({ from, to, start, end }: Omit<Delegation, 'by'>, now: Instant): DomainError | undefined => {
  if (from === to) return invalid('/to', 'delegation/to-oneself', 'a person cannot delegate to themself: name somebody else');
  if (end <= start) return invalid('/end', 'delegation/ends-before-start', 'a delegation must end after its start');
  return end <= now ? invalid('/end', 'delegation/over', `the delegation would have ended at ${end}: choose a later end`) : undefined;
};
