import { type Caller, has } from '../../domain/access.ts';
import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import type { ApprovalPolicy } from '../../domain/approval/approval-policy.ts';
import type { CalendarRepository } from '../../domain/calendar/calendar-repository.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository, ReservationRepository } from '../../domain/change/change-repository.ts';
import type { ChangeTemplate } from '../../domain/change-template/change-template.ts';
import type { Client } from '../../domain/client/client.ts';
import type { Clock, Ids, Instant } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { DelegationRepository } from '../../domain/delegation/delegation.ts';
import { type DueRepository, type Duty, newDue } from '../../domain/due/due.ts';
import type { EpisodeRepository } from '../../domain/episode/episode.ts';
import { forbidden } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import type { NamingRepository } from '../../domain/naming/naming.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import type { PatchSchedule } from '../../domain/patch-schedule/patch-schedule.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isRowUnreadable, type Store, type Write } from '../../domain/store.ts';
import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { isUnused, type Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type WindowStep, withdrawWindow } from '../../domain/window/window-transitions.ts';
import type { NamingContext } from '../naming/name-references.ts';
import { windowBreachDue } from '../outage/breach-due.ts';

/** What the use cases of changes need. */
export interface ChangeContext {
  readonly changes: ChangeRepository;
  readonly windows: WindowRepository;
  readonly agreements: Pick<AgreementRepository, 'versions'>;
  readonly outages: Pick<OutageRepository, 'overlapping'>;
  readonly reservations: ReservationRepository;
  readonly calendars: Pick<CalendarRepository, 'rules' | 'unchanged'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'idsWith'>;
  readonly references: ItemReferences;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly people: ResourceRepository<Person>;
  readonly contactGroups: ResourceRepository<ContactGroup>;
  readonly clients: ResourceRepository<Client>;
  readonly delegations: DelegationRepository;
  readonly episodes: Pick<EpisodeRepository, 'holdsOf' | 'findMany'>;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly events: EventRepository;
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'save'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What requesting, editing and submitting need in addition. */
export interface SubmitContext extends ChangeContext {
  readonly namings: NamingContext['namings'] & Pick<NamingRepository, 'namingsOf'>;
  readonly approvalPolicies: Pick<ResourceRepository<ApprovalPolicy>, 'page'>;
  readonly changeTemplates: Pick<ResourceRepository<ChangeTemplate>, 'find' | 'ownerOf'>;
  readonly patchSchedules: Pick<ResourceRepository<PatchSchedule>, 'find'>;
  /** Name of the contact group that is asked if a named item has no approvers of its own (P1). */
  readonly approversGroup: string;
}

/** What happened to a change, and who did it. */
interface ChangeFact {
  readonly change: Change;
  readonly actor: string;
  readonly body?: object;
}

/** The event of a change, for the transaction of the fact. Its body names the window, so that consumers need not read the change first. */
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

/** A row that makes the sweep do something at a time (T9). */
export const dueAt = (context: Pick<ChangeContext, 'dues' | 'clock' | 'ids'>, duty: Duty, subject: string, at: Instant): Write =>
  context.dues.save(newDue(context)(duty, subject, at));

/**
 * What a transition of a window writes: the row, its events, a row that makes the sweep decide the held alerts, should nobody be faster
 * (S8), and a row that lets the scope of a window expire that was never in force (T6).
 */
export const windowWrites = (
  context: Pick<ChangeContext, 'windows' | 'events' | 'dues' | 'clock' | 'ids'>,
  { window, events, releaseDue }: WindowStep,
  fact: ChangeFact,
): readonly Write[] => [
  context.windows.save(window),
  ...events.map((name) => changeEvent(context, name, fact)),
  ...(releaseDue ? [dueAt(context, 'release', window.id, context.clock.now())] : []),
  ...(isUnused(window) ? [dueAt(context, 'expire-scope', window.id, context.clock.now())] : []),
];

/**
 * The window of a change. If its row cannot be read, it suppresses nothing, and what is held under it is decided by the next sweep (S2).
 * @throws RowUnreadable if the row cannot be read
 */
export const windowOf = async (
  context: Pick<ChangeContext, 'windows' | 'dues' | 'store' | 'clock' | 'ids'>,
  id: string,
): Promise<Window> => {
  try {
    return await context.windows.get(id);
  } catch (error) {
    if (isRowUnreadable(error)) await context.store.writeOnce([dueAt(context, 'release', id, context.clock.now())]);
    throw error;
  }
};

/** What the withdrawal of a window writes. If nobody has started its work, downtime that counted as agreed is none any more (L2, H11). */
export const withdrawWrites = (
  context: Pick<ChangeContext, 'windows' | 'events' | 'dues' | 'clock' | 'ids'>,
  window: Window,
  fact: ChangeFact,
): readonly Write[] => {
  const now = context.clock.now();
  const hasBegun = window.startedAt === undefined && window.start < now;
  return [...windowWrites(context, withdrawWindow(window, now), fact), ...(hasBegun ? windowBreachDue(context, fact.change, window) : [])];
};

/**
 * The withdrawal of a change's window, in the transaction that cancels, rejects or lets the change lapse. A change that was never
 * submitted has none.
 */
export const withdrawalWrites = async (context: ChangeContext, fact: ChangeFact): Promise<readonly Write[]> => {
  const { windowId } = fact.change;
  return windowId === undefined ? [] : withdrawWrites(context, await windowOf(context, windowId), fact);
};

/** The persons of a change who may act on it, as change managers may. */
export type Part = 'requester' | 'implementer';

/** @throws DomainError forbidden `change/not-yours` unless the caller is one of these, the requesting client, or a change manager */
export const assertPart = (change: Change, caller: Caller, ...parts: readonly Part[]): void => {
  if (has(caller, 'change-manager')) return;
  if (parts.some((part) => change[part] === caller.id)) return;
  if (parts.includes('requester') && caller.kind === 'client' && change.client === caller.id) return;
  throw forbidden('change/not-yours', `only the ${parts.join(', the ')} or a change manager may do this to ${change.number}`);
};
