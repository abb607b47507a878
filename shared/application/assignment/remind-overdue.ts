import { isOverdue } from '../../domain/assignment/assignment.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { onFreshRows, type Store } from '../../domain/store.ts';
import { earliestToday } from '../asset/change-asset.ts';

interface OverdueContext {
  readonly assignments: Pick<AssignmentRepository, 'find' | 'save'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Records once that an asset should have come back (A2). `subject` is `<asset>/<assignment>`. Running it twice is harmless. */
export const remindOverdue =
  (context: OverdueContext) =>
  (subject: string): Promise<void> =>
    onFreshRows(async () => {
      const { assignments, events, store, clock } = context;
      const [asset = '', id = ''] = subject.split('/');
      const assignment = await assignments.find(asset, id);
      if (!assignment || assignment.remindedAt !== undefined || !isOverdue(assignment, earliestToday(clock))) return;
      const { person, item, location, dueDate } = assignment;
      const body = { assignment: id, person, item, location, dueDate };
      await store.commit([
        ...assignments.save({ ...assignment, version: assignment.version + 1, remindedAt: clock.now() }, assignment),
        events.record(newEvent(context)('AssignmentOverdue', { actor: 'sweep', subject: { type: 'item', id: asset }, body })),
      ]);
    });
