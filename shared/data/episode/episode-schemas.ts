import * as z from 'zod';
import { deliveryKinds, deliveryStatuses, episodeNotes, episodeStates } from '../../domain/episode/episode.ts';
import { lazily } from '../../domain/lazily.ts';
import { alertWarnings } from '../../domain/monitor/received-alert.ts';
import { Id, StoredTime } from '../../domain/values.ts';

/** Schemas of the rows in episode-rows.ts. The types in the domain describe the fields. */

const labels = () => z.record(z.string(), z.string());

export const EpisodeRow = lazily(() =>
  z.strictObject({
    id: Id(),
    version: z.int().min(1),
    monitor: Id(),
    fingerprint: z.string(),
    state: z.enum(episodeStates),
    wouldBe: z.enum(episodeStates).optional(),
    open: z.boolean(),
    labels: labels(),
    annotations: labels(),
    labelsDigest: z.string().optional(),
    isTest: z.literal(true).optional(),
    isOutage: z.literal(true).optional(),
    generatorURL: z.string().optional(),
    externalURL: z.string().optional(),
    items: z.array(z.strictObject({ id: Id(), since: StoredTime().optional(), isPartial: z.literal(true).optional() })),
    startsAt: StoredTime(),
    latestStartsAt: StoredTime().optional(),
    sentStartsAt: StoredTime().optional(),
    endsAt: StoredTime().optional(),
    receivedAt: StoredTime(),
    lastReceivedAt: StoredTime(),
    closedAt: StoredTime().optional(),
    windows: z.array(Id()),
    changes: z.array(z.strictObject({ id: Id(), number: z.string() })),
    note: z.enum(episodeNotes).optional(),
    warnings: z.array(z.enum(alertWarnings)).optional(),
    repeats: z.int().min(0),
    stale: z.int().min(0),
    announcedAt: StoredTime().optional(),
    toldAt: StoredTime().optional(),
    remindedFor: z.array(Id()),
    deliveries: z.int().min(0),
  }),
);

export const OpenEpisodeRow = lazily(() =>
  z.strictObject({
    monitor: Id(),
    identity: z.string(),
    episode: Id(),
    items: z.array(Id()),
    announcedAt: StoredTime().optional(),
    version: z.int().min(1),
  }),
);

export const ClosedEpisodeRow = lazily(() =>
  z.strictObject({
    monitor: Id(),
    identity: z.string(),
    episode: Id(),
    startsAt: StoredTime(),
    endsAt: StoredTime(),
    closedAt: StoredTime(),
    version: z.int().min(1),
  }),
);

export const HoldRow = lazily(() =>
  z.strictObject({ window: Id(), episode: Id(), monitor: Id(), held: z.boolean(), since: StoredTime(), version: z.int().min(1) }),
);

export const PendingDeliveryRow = lazily(() =>
  z.strictObject({
    monitor: Id(),
    episode: Id(),
    n: z.int().min(1),
    kind: z.enum(deliveryKinds),
    createdAt: StoredTime(),
    version: z.literal(1),
  }),
);

export const DeliveryRow = lazily(() =>
  z.strictObject({
    episode: Id(),
    n: z.int().min(1),
    version: z.int().min(1),
    monitor: Id(),
    status: z.enum(deliveryStatuses),
    kind: z.enum(deliveryKinds),
    note: z.enum(episodeNotes).optional(),
    reason: z.string().optional(),
    startsAt: StoredTime(),
    endsAt: StoredTime().optional(),
    changes: z.array(z.strictObject({ id: Id(), number: z.string() })),
    createdAt: StoredTime(),
    sentAt: StoredTime().optional(),
    tries: z.int().min(0),
    leasedUntil: StoredTime().optional(),
    nextTryAt: StoredTime().optional(),
    overdue: z.literal(true).optional(),
  }),
);
