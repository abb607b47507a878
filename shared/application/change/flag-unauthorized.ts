import type { Change } from '../../domain/change/change.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import { recordUnauthorized } from '../control/record-unauthorized.ts';
import { type ChangeContext, changeEvent } from './context.ts';

/**
 * The writes for an emergency that was started and then rejected, or not approved in time (H7): an unauthorized change of each CI that it
 * names, made by who started it, and the event of which people are told.
 */
export const unauthorizedWrites = (context: ChangeContext, change: Change, actor: string = system): readonly Write[] => {
  const { id, items, retrospective } = change;
  if (!retrospective) return [];
  const { by, state } = retrospective;
  return [
    ...items.flatMap((item) =>
      recordUnauthorized(context, { item, source: 'not-approved-in-time', differences: [], change: id }, `person:${by}`),
    ),
    changeEvent(context, 'EmergencyUnauthorized', { change, actor, body: { why: state } }),
  ];
};
