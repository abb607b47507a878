import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { authorsAmong, dutyConflicts } from '../../domain/report/segregation-of-duties.ts';
import type { PageRequest } from '../../domain/store.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { monthPeriod, type PeriodQuery } from './report-frame.ts';
import { timesOf } from './report-times.ts';

/** The dependencies of the report on duties that must be apart. */
export interface DutiesContext extends NamesContext {
  readonly clock: Clock;
  readonly changes: Pick<ChangeRepository, 'finished' | 'decisions'>;
  readonly events: Pick<EventRepository, 'of'>;
}

/** How many changes are looked at together. */
const atOnce = 20;

/** The decisions on the plan as it is, and on each extension of it. An edit of the plan makes earlier decisions void (H6). */
const decisionsOn = async ({ changes }: DutiesContext, { id, revision, scope, planRevision = scope?.revision ?? revision }: Change) => {
  const revisions = Array.from({ length: revision - planRevision + 1 }, (_, at) => planRevision + at);
  return (await Promise.all(revisions.map((each) => changes.decisions(id, each)))).flat();
};

/** The conflicts of a change. What was done to it is read only if somebody has decided who is an author of it. */
const conflictsOf = async (context: DutiesContext, change: Change) => {
  const votes = await decisionsOn(context, change);
  const hasAuthors = authorsAmong(change, votes).length > 0;
  return dutyConflicts(change, votes, hasAuthors ? await context.events.of({ type: 'change', id: change.id }) : []);
};

/**
 * Who had two duties for a change that must be apart (P2), among the changes whose work was finished in a period. A page reads `limit`
 * changes, by one query each, and says how many it has checked. Imported changes are counted apart and not checked: another tool decided who
 * does what for them.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const segregationOfDuties = (context: DutiesContext) => async (query: PeriodQuery, request: PageRequest, caller: Caller) => {
  const span = monthPeriod(context, query);
  const { items: found, nextCursor } = await context.changes.finished(timesOf(span), request);
  const changes = found.filter(({ imported }) => !imported);
  const conflicts = (await inParallel(changes, atOnce, (change) => conflictsOf(context, change))).flat();
  const names = await namesOf(context)(
    [
      ...referencesTo(
        'person',
        conflicts.map(({ person }) => person),
      ),
      ...referencesTo(
        'change',
        conflicts.map(({ change }) => change),
      ),
    ],
    caller,
  );
  const items = conflicts.map((conflict) => ({ ...conflict, ...names.ofChange(conflict.change), personName: names.of(conflict.person) }));
  return { ...span, checked: changes.length, imported: found.length - changes.length, items, nextCursor };
};
