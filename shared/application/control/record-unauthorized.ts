import { actorOf, type Caller } from '../../domain/access.ts';
import type { Write } from '../../domain/store.ts';
import type {
  UnauthorizedChange,
  UnauthorizedChangeRepository,
  UnauthorizedSource,
} from '../../domain/unauthorized-change/unauthorized-change.ts';
import { type ItemContext, itemFact } from '../item/item-context.ts';

export interface UnauthorizedContext extends Pick<ItemContext, 'events' | 'clock' | 'ids'> {
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'save'>;
}

/** What happened to an item without an approved change. */
interface Finding extends Pick<UnauthorizedChange, 'item' | 'differences' | 'justification'> {
  readonly source: UnauthorizedSource;
}

/** The writes of an unauthorized change and its event, for the transaction in which it happens. */
export const recordUnauthorized = (context: UnauthorizedContext, finding: Finding, caller: Caller): readonly Write[] => {
  const { clock, ids, unauthorizedChanges } = context;
  const now = clock.now();
  const { item, source } = finding;
  const found = { ...finding, id: ids.next(), version: 1, createdAt: now, updatedAt: now, detectedAt: now, actor: actorOf(caller) };
  return [
    unauthorizedChanges.save({ ...found, status: 'open' }),
    itemFact(context)('UnauthorizedChangeDetected', item, caller, { unauthorizedChange: found.id, source }),
  ];
};
