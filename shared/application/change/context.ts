import { type Caller, has } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository, ReservationRepository } from '../../domain/change/change-repository.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock, Ids, Instant } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { type DueRepository, type Duty, newDue } from '../../domain/due/due.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import { forbidden } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store, Write } from '../../domain/store.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';

/** What the use cases of changes stand on. */
export interface ChangeContext {
  readonly changes: ChangeRepository;
  readonly windows: WindowRepository;
  readonly reservations: ReservationRepository;
  readonly items: ItemRepository;
  readonly people: ResourceRepository<Person>;
  readonly contactGroups: ResourceRepository<ContactGroup>;
  readonly clients: ResourceRepository<Client>;
  readonly episodes: Pick<EpisodeRepository, 'holdsOf' | 'findMany'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: EventRepository;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What submitting needs beside. */
export interface SubmitContext extends ChangeContext {
  /** Name of the contact group that is asked where a named item has no approvers (P1). */
  readonly approversGroup: string;
}

/** Who did what to a change, and what else is to be said of it. */
interface ChangeFact {
  readonly change: Change;
  readonly actor: string;
  readonly body?: object;
}

/** The event of a change, beside the write of the fact. Its body names the window, so that consumers need not read the change first. */
export const changeEvent = (
  context: Pick<ChangeContext, 'events' | 'clock' | 'ids'>,
  name: EventName,
  { change, actor, body = {} }: ChangeFact,
): Write =>
  context.events.record(
    newEvent(context)(name, {
      actor,
      subject: { type: 'change', id: change.id },
      change: change.id,
      body: { revision: change.revision, ...(change.windowId ? { window: change.windowId } : {}), ...body },
    }),
  );

/** Something that the sweep will look after at a time (T9). */
export const dueAt = (context: Pick<ChangeContext, 'dues' | 'clock' | 'ids'>, duty: Duty, subject: string, at: Instant): Write =>
  context.dues.save(newDue(context)(duty, subject, at));

/** The change as it is from now on. */
export const moved = (context: Pick<ChangeContext, 'clock'>, change: Change, fields: Partial<Change>): Change => ({
  ...change,
  ...fields,
  version: change.version + 1,
  updatedAt: context.clock.now(),
});

/** Which persons of a change may act on it, beside change managers. */
type Part = 'requester' | 'implementer';

/** @throws DomainError forbidden `change/not-yours` unless the caller is one of these or a change manager */
export const assertPart = (change: Change, caller: Caller, ...parts: readonly Part[]): void => {
  if (has(caller, 'change-manager')) return;
  if (parts.some((part) => change[part] === caller.id)) return;
  if (parts.includes('requester') && caller.kind === 'client' && change.client === caller.id) return;
  throw forbidden('change/not-yours', `${change.number}: this is for ${parts.join(', ')} or a change manager`);
};
