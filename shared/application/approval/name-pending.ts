import type { Change } from '../../domain/change/change.ts';
import { type ItemNamesContext, itemNames } from '../item/item-names.ts';
import { type PersonNamesContext, personNames } from '../person/person-names.ts';

/** Adds the names of requester, implementer and items to changes that await a decision. All names are read together. */
export const namePending = (context: PersonNamesContext & ItemNamesContext) => async (changes: readonly Change[]) => {
  const [nameOf, namesOfItems] = await Promise.all([
    personNames(context)(changes.flatMap(({ requester, implementer }) => [requester, implementer])),
    itemNames(context)(changes.flatMap(({ items }) => items)),
  ]);
  return changes.map((change) => ({
    ...change,
    requesterName: nameOf(change.requester),
    implementerName: nameOf(change.implementer),
    itemNames: namesOfItems(change.items),
  }));
};
