import { type Assignment, isOverdue } from '../../domain/assignment/assignment.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import type { LicenseRepository } from '../../domain/license/license-repository.ts';
import type { Seat } from '../../domain/license/seat.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isId } from '../../domain/values.ts';
import { earliestToday } from '../asset/change-asset.ts';

interface HoldingsContext {
  readonly assignments: Pick<AssignmentRepository, 'heldBy'>;
  readonly licenses: Pick<LicenseRepository, 'heldBy'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>;
  readonly clock: Clock;
}

/** What a person has. */
export interface Holdings {
  readonly assets: readonly Assignment[];
  /** The seats of licenses that the person has. Seats of a machine belong to the machine (A5). */
  readonly seats: readonly Seat[];
  /** Those of them that should have come back. */
  readonly overdue: readonly Assignment[];
}

/** Everything that a person has, such as when they leave (A2). The reference is an id or an e-mail address (I7). @throws DomainError missing `person/not-found` */
export const listHoldings =
  ({ assignments, licenses, people, clock }: HoldingsContext) =>
  async (person: string): Promise<Holdings> => {
    const id = isId(person) ? (await people.find(person))?.id : await people.ownerOf({ scheme: 'email', value: person });
    if (id === undefined) throw missing('person', person);
    const [assets, seats] = await Promise.all([assignments.heldBy({ noun: 'person', id }), licenses.heldBy({ type: 'person', id })]);
    return { assets, seats, overdue: assets.filter((assignment) => isOverdue(assignment, earliestToday(clock))) };
  };
