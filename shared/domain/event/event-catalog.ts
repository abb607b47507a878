import * as z from 'zod';
import { stages } from '../configuration-item/stage-table.ts';
import { lazily } from '../lazily.ts';
import { Id, PlainDate } from '../values.ts';
import { assetEvents } from './asset-events.ts';
import { changeEvents } from './change-events.ts';
import { type EventRecord, emptyBody, fields, reasonBody } from './event-record.ts';
import { serviceEvents } from './service-events.ts';

const relation = lazily(() => z.strictObject({ source: Id(), type: z.string(), target: Id() }));

/**
 * All events, by name. A name is in the past tense, and each event is one fact. The rules of the event bus, the mails and
 * docs/asyncapi.json are made from this list. All bodies have version 1. A changed body becomes a new version beside the old one, and the
 * stored sample of the old version (test/unit/event/samples.json) must still parse.
 */
export const eventCatalog = {
  ...assetEvents,
  ConfigurationItemRegistered: {
    description: 'An item was registered as a configuration item, with this many relations.',
    body: lazily(() => z.strictObject({ relations: z.int().optional() })),
  },
  ConfigurationItemChanged: { description: 'Fields of a configuration item were changed.', body: fields },
  ItemsMerged: {
    description:
      'An asset and a configuration item were registrations of one thing and are one item now. Its subject is the id that stays.',
    body: lazily(() => z.strictObject({ asset: Id(), ci: Id() })),
  },
  ConfigurationItemStageChanged: {
    description: 'A configuration item took a stage on a day. The body names the gates for which evidence was given.',
    body: lazily(() => z.strictObject({ from: z.enum(stages), to: z.enum(stages), date: PlainDate(), evidence: z.array(z.string()) })),
  },
  RelationAdded: { description: 'A relation between two configuration items was added.', body: relation },
  RelationRemoved: { description: 'A relation between two configuration items was removed.', body: relation },
  RelationsRemoved: { description: 'Relations were removed because the item at their other end was deleted.', body: emptyBody },
  RedundancySet: {
    description: 'A configuration item got a redundancy group, or another one of that name: how many of these dependencies must be up.',
    body: lazily(() => z.strictObject({ group: z.string(), minimumUp: z.union([z.int(), z.string()]), members: z.array(Id()) })),
  },
  RedundancyRemoved: {
    description: 'A redundancy group was removed. The configuration item needs each of its former members.',
    body: lazily(() => z.strictObject({ group: z.string() })),
  },
  ResourceCreated: {
    description: 'A person, team, contact group, client, monitor, class, approval policy or delegation was created.',
    body: reasonBody,
  },
  ResourceChanged: {
    description: 'A person, team, contact group, client, monitor, class, approval policy or delegation was changed.',
    body: reasonBody,
  },
  ResourceDeleted: {
    description: 'A resource, or one facet of an item, was deleted.',
    body: lazily(() => z.strictObject({ facet: z.string().optional(), reason: z.string().optional() })),
  },
  PersonAddressChanged: {
    description: "A person's mail address was changed. Both addresses are notified.",
    body: lazily(() => z.strictObject({ addressChange: Id() })),
    notice: 'both-addresses',
  },
  RequestsCollected: {
    description: 'Several requests for decisions wait for a person. They are mailed together.',
    body: emptyBody,
    notice: 'digest',
  },
  AlertsTruncated: {
    description: 'A monitor left this many alerts out of a message. It is recorded at most once an hour for each monitor.',
    body: lazily(() => z.strictObject({ alerts: z.int().min(1) })),
    mail: 'alerts-truncated',
  },
  ...changeEvents,
  ...serviceEvents,
} as const satisfies Readonly<Record<string, EventRecord>>;

export type EventName = keyof typeof eventCatalog;

/** The names of all events. */
export const eventNames = Object.keys(eventCatalog);

/** Whether this version of Quiesce has an event of this name. */
export const isEventName = (name: string): name is EventName => Object.hasOwn(eventCatalog, name);

/** How people are told of an event: by a mail of the catalog, in another way, or not at all. */
export const noticesOf = (name: string): Pick<EventRecord, 'mail' | 'notice'> => {
  const record: EventRecord | undefined = isEventName(name) ? eventCatalog[name] : undefined;
  return record ?? {};
};

/** The largest body of an event in bytes, unless its record says otherwise (E3). */
const bodyLimit = 32 * 1_024;

/**
 * The body after a check of its schema and size.
 * @throws Error if the body is not valid, which is a bug in the code that records the event
 */
export const bodyOf = (name: EventName, body: object): Record<string, unknown> => {
  const parsed = eventCatalog[name].body().parse(body);
  const bytes = Buffer.byteLength(JSON.stringify(parsed));
  const { limit = bodyLimit }: EventRecord = eventCatalog[name];
  if (bytes > limit) throw new Error(`event ${name}: the body has ${bytes} bytes; the limit is ${limit}`);
  return parsed;
};
