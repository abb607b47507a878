import { actorOf, type Caller } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Resource } from '../../domain/resource/define-resource.ts';
import type { Store, Write } from '../../domain/store.ts';
import type { NamingContext } from '../naming/name-references.ts';
import type { ItemInPathContext } from './item-in-path.ts';

/** The dependencies of the use cases for both facets: to find an item, and to write it with its event. */
export interface ItemContext extends ItemInPathContext {
  readonly store: Store;
  readonly namings: NamingContext['namings'];
  readonly events: EventRepository;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The write of an event about an item, for the transaction that makes the change. `change`: the approved change under which it happened. */
export const itemFact =
  (context: Pick<ItemContext, 'events' | 'clock' | 'ids'>, change?: string) =>
  (name: EventName, item: string, caller: Caller, body: Readonly<Record<string, unknown>> = {}): Write =>
    context.events.record(newEvent(context)(name, { actor: actorOf(caller), subject: { type: 'item', id: item }, change, body }));

/** The id, version and times of a new facet. */
export const newFacet = ({ clock }: Pick<ItemContext, 'clock'>, id: string): Resource => {
  const now = clock.now();
  return { id, version: 1, createdAt: now, updatedAt: now };
};

/** The id, version and times of a changed facet. */
export const nextFacet = ({ clock }: Pick<ItemContext, 'clock'>, { id, version, createdAt }: Resource): Resource => ({
  id,
  version: version + 1,
  createdAt,
  updatedAt: clock.now(),
});
