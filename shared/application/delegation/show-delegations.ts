import type { Delegation } from '../../domain/delegation/delegation.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Delegations as the API answers them, with the names of their people. */
export const showDelegations = (context: NamesContext) => async (delegations: readonly Delegation[]) => {
  const people = delegations.flatMap(({ from, to, by }) => [from, to, by]);
  const names = await namesOf(context)(referencesTo('person', people));
  return delegations.map((delegation) => ({
    ...delegation,
    fromName: names.of(delegation.from),
    toName: names.of(delegation.to),
    byName: names.of(delegation.by),
  }));
};
