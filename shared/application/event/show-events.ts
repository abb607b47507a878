import type { Caller } from '../../domain/access.ts';
import type { Event } from '../../domain/event/event.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';

/** Events as the API answers them, with the names of actor, subject and change, which are read together. */
export const showEvents = (context: NamesContext) => async (events: readonly Event[], caller: Caller) => {
  const references = [
    ...referencesToActors(events.map(({ actor }) => actor)),
    ...events.map(({ subject }) => subject),
    ...referencesTo(
      'change',
      events.map(({ change }) => change),
    ),
  ];
  const names = await namesOf(context)(references, caller);
  return events.map((event) => ({
    ...event,
    actorName: names.ofActor(event.actor),
    subject: { ...event.subject, name: names.of(event.subject.id), ...names.ofChange(event.subject.id) },
    ...names.ofChange(event.change),
  }));
};
