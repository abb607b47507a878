import { mayHaveAgreed } from '../../domain/availability/agreed-window.ts';
import type { Change } from '../../domain/change/change.ts';
import { newDue } from '../../domain/due/due.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import type { Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import type { RecordOutageContext } from './outage-context.ts';

/**
 * Makes the sweep look within a minute whether an outage brings its service near a breach (L3), for the transaction of the outage. What is
 * imported is past: nobody is told of it.
 */
export const breachDue = (context: Pick<RecordOutageContext, 'dues' | 'clock' | 'ids'>, { id, source }: Outage): readonly Write[] =>
  source === 'imported' ? [] : [context.dues.save(newDue(context)('breach', id, context.clock.now()))];

/**
 * Makes the sweep look whether the services of a window are near a breach, because it agreed less of the past than it seemed to. For the
 * transaction of its change.
 */
export const windowBreachDue = (
  context: Pick<RecordOutageContext, 'dues' | 'clock' | 'ids'>,
  change: Change,
  window: Window,
): readonly Write[] =>
  mayHaveAgreed(change, window) ? [context.dues.save(newDue(context)('window-breach', window.id, context.clock.now()))] : [];
