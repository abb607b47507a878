import { actorOf, type Caller } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { AddressChangeRepository } from '../../domain/person/address-change.ts';
import type { Person } from '../../domain/person/person.ts';
import type { Write } from '../../domain/store.ts';

interface AddressContext {
  readonly addressChanges: AddressChangeRepository;
  readonly events: EventRepository;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The additional writes if an update changes a person's address: they record it, so that both addresses are notified (P6). */
export const changeAddress =
  (context: AddressContext) =>
  (next: Person, before: Person, caller: Caller): readonly Write[] => {
    if (next.email === before.email) return [];
    const { addressChanges, events, clock, ids } = context;
    const id = ids.next();
    const event = newEvent(context)('PersonAddressChanged', {
      actor: actorOf(caller),
      subject: { type: 'person', id: next.id },
      body: { addressChange: id },
    });
    return [
      addressChanges.save({ id, person: next.id, former: before.email, current: next.email, changedAt: clock.now(), version: 1 }),
      events.record(event),
    ];
  };
