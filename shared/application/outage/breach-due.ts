import type { Change } from '../../domain/change/change.ts';
import { newDue } from '../../domain/due/due.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import type { Write } from '../../domain/store.ts';
import type { RecordOutageContext } from './outage-context.ts';

/**
 * Makes the sweep look within a minute whether an outage brings its service near a breach (L3), for the transaction of the outage. What is
 * imported is past: nobody is told of it.
 */
export const breachDue = (context: Pick<RecordOutageContext, 'dues' | 'clock' | 'ids'>, { id, source }: Outage): readonly Write[] =>
  source === 'imported' ? [] : [context.dues.save(newDue(context)('breach', id, context.clock.now()))];

/**
 * Makes the sweep look whether the services of a change are near a breach, because its window agreed less of the past than it seemed to. For the
 * transaction of the change. An emergency never agreed anything.
 */
export const windowBreachDue = (
  context: Pick<RecordOutageContext, 'dues' | 'clock' | 'ids'>,
  { id, type }: Pick<Change, 'id' | 'type'>,
): readonly Write[] => (type === 'emergency' ? [] : [context.dues.save(newDue(context)('window-breach', id, context.clock.now()))]);
