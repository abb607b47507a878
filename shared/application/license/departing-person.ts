import type { Person } from '../../domain/person/person.ts';
import type { Write } from '../../domain/store.ts';
import { freeingWrite } from './free-seats.ts';

/** The additional writes if an update says when a person departs: on that day, the seats of the person are freed (A5). */
export const departingPerson =
  (context: Parameters<typeof freeingWrite>[0]) =>
  ({ id, departed }: Person, before: Pick<Person, 'departed'>): readonly Write[] =>
    departed === undefined || departed === before.departed
      ? []
      : [freeingWrite(context, { type: 'person', id }, `${departed}T00:00:00.000Z`)];
