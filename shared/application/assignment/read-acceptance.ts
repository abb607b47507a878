import type { Asset } from '../../domain/asset/asset.ts';
import { closedForAnswer } from '../../domain/assignment/acceptance-link.ts';
import type { Assignment } from '../../domain/assignment/assignment.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import { assetItem } from '../asset/change-asset.ts';
import type { AcceptanceContext, OpenedAcceptance } from './acceptance-context.ts';
import { readAssignment } from './check-in.ts';

/** Everything that the holder's page shows. */
export interface AcceptanceView {
  readonly asset: Asset;
  readonly assignment: Assignment;
  readonly reader: Person;
  /** Why the holder cannot answer now. Undefined if they can. */
  readonly closed: DomainError | undefined;
}

/** Reads what the holder's page shows. It writes nothing (P5). */
export const readAcceptance =
  (context: Pick<AcceptanceContext, 'items' | 'references' | 'assignments' | 'clock'>) =>
  async ({ link, person }: OpenedAcceptance): Promise<AcceptanceView> => {
    const { asset } = await assetItem(context, link.asset);
    const assignment = await readAssignment(context, link.asset, link.assignment);
    return { asset, assignment, reader: person, closed: closedForAnswer(assignment, link, context.clock.now()) };
  };
