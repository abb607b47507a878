import { type Caller, has, valueReaders } from '../../domain/access.ts';
import type { Seat } from '../../domain/license/seat.ts';
import type { Term } from '../../domain/license/term.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Terms as the caller may see them: without their cost for those who see no prices (X2). */
export const showTerms = (context: NamesContext) => async (terms: readonly Term[], caller: Caller) => {
  const names = await namesOf(context)(
    referencesTo(
      'item',
      terms.map(({ asset }) => asset),
    ),
  );
  return terms.map(({ cost, ...term }) => ({
    ...term,
    asset: names.item(term.asset),
    assetName: names.of(term.asset),
    ...(has(caller, ...valueReaders) ? { cost } : {}),
  }));
};

/** Seats with the names of their license and of who has them. */
export const showSeats = (context: NamesContext) => async (seats: readonly Seat[]) => {
  const names = await namesOf(context)(
    seats.flatMap(({ asset, person, item }) => [...referencesTo('person', [person]), ...referencesTo('item', [asset, item])]),
  );
  return seats.map(({ version, ...seat }) => ({
    ...seat,
    asset: names.item(seat.asset),
    assetName: names.of(seat.asset),
    personName: names.of(seat.person),
    item: names.item(seat.item),
    itemName: names.of(seat.item),
  }));
};
