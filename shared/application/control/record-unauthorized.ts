import { newEvent } from '../../domain/event/new-event.ts';
import type { Write } from '../../domain/store.ts';
import type {
  UnauthorizedChange,
  UnauthorizedChangeRepository,
  UnauthorizedSource,
} from '../../domain/unauthorized-change/unauthorized-change.ts';
import type { ItemContext } from '../item/item-context.ts';

export interface UnauthorizedContext extends Pick<ItemContext, 'events' | 'clock' | 'ids'> {
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'save'>;
}

/** What happened to an item without an approved change. */
interface Finding
  extends Pick<
    UnauthorizedChange,
    'item' | 'differences' | 'justification' | 'isIncomplete' | 'resource' | 'observedAt' | 'draft' | 'change'
  > {
  readonly source: UnauthorizedSource;
}

/**
 * The writes of an unauthorized change and its event, for the transaction in which it happens.
 * @param actor who made it, or `system` if that is not known
 */
export const recordUnauthorized = (
  context: UnauthorizedContext,
  finding: Finding,
  actor: string,
  id = context.ids.next(),
): readonly Write[] => {
  const { clock, events, unauthorizedChanges } = context;
  const now = clock.now();
  const { item, source } = finding;
  const found = { ...finding, id, version: 1, createdAt: now, updatedAt: now, detectedAt: now, actor };
  return [
    unauthorizedChanges.save({ ...found, status: 'open' }),
    events.record(
      newEvent(context)('UnauthorizedChangeDetected', {
        actor,
        subject: { type: 'item', id: item },
        body: { unauthorizedChange: id, source, ...(finding.draft === undefined ? {} : { draft: finding.draft }) },
      }),
    ),
  ];
};
