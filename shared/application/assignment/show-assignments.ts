import type { Assignment } from '../../domain/assignment/assignment.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Assignments as the API answers them, with the names of the asset and of its holder. */
export const showAssignments = (context: NamesContext) => async (assignments: readonly Assignment[]) => {
  const names = await namesOf(context)(
    assignments.flatMap(({ asset, person, item }) => [...referencesTo('item', [asset, item]), ...referencesTo('person', [person])]),
  );
  return assignments.map((assignment) => ({
    ...assignment,
    asset: names.item(assignment.asset),
    assetName: names.of(assignment.asset),
    personName: names.of(assignment.person),
    item: names.item(assignment.item),
    itemName: names.of(assignment.item),
  }));
};
