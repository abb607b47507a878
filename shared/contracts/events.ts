import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { StoredTime } from '../domain/values.ts';
import { changeNameFields, nameView } from './names.ts';

const subjectFields = () => ({ type: z.string(), id: z.string() });

const eventFields = () => ({
  id: z.string(),
  version: z.int().min(1),
  name: z.string(),
  schema: z.int().min(1),
  actor: z.string(),
  subject: z.strictObject(subjectFields()),
  time: StoredTime(),
  change: z.string().optional(),
  body: z.record(z.string(), z.unknown()),
});

/** An event as it is published. It has no names, because it is read long after it happened. */
export const PublishedEvent = lazily(() => z.strictObject(eventFields()).meta({ id: 'PublishedEvent' }));

/** An event as the API answers it, with the names of actor and subject, and number and title of its change. */
export const EventView = lazily(() =>
  z
    .strictObject({
      ...eventFields(),
      actorName: nameView(),
      subject: z.strictObject({ ...subjectFields(), name: nameView(), ...changeNameFields() }),
      ...changeNameFields(),
    })
    .meta({ id: 'Event' }),
);
