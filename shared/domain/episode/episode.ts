import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';

/** Where an alert stands (S4): held, and in the end exactly one of the others. */
export const episodeStates = ['held', 'forwarded', 'absorbed', 'released'] as const;
export type EpisodeState = (typeof episodeStates)[number];

/** Why an alert went out, where that needs saying. */
export const episodeNotes = [
  'unknown-ci',
  'never-suppressed',
  'not-all-cis-covered',
  'newer-than-approval',
  'pre-existing',
  'reminder',
  'recovery-of-unknown',
  'suppression-unknown',
] as const;
export type EpisodeNote = (typeof episodeNotes)[number];

/** Labels and annotations past 16 kB are cut and marked (S10). */
export const Labels = lazily(() => z.record(z.string(), z.string()));

/** One alert from firing to resolved, as one monitor saw it (S9). */
export const Episode = lazily(() =>
  z.strictObject({
    id: Id(),
    version: z.int().min(1),
    monitor: Id(),
    fingerprint: z.string(),
    state: z.enum(episodeStates),
    open: z.boolean(),
    labels: Labels(),
    annotations: Labels(),
    /** Links of the alert and of its monitor, as received last. */
    generatorURL: z.string().optional(),
    externalURL: z.string().optional(),
    /** The CIs found when it opened, with the instant since when alias and rule led there (W1). */
    items: z.array(z.strictObject({ id: Id(), since: StoredTime().optional() })),
    /** The monitor's time, in milliseconds. */
    startsAt: StoredTime(),
    /** The latest start that it was told with, where that is another: a recovery from before it is stale (S9). */
    latestStartsAt: StoredTime().optional(),
    endsAt: StoredTime().optional(),
    /** Our time of the first and of the last firing. */
    receivedAt: StoredTime(),
    lastReceivedAt: StoredTime(),
    closedAt: StoredTime().optional(),
    /** Windows that it rests on, or rested on last, and their changes. */
    windows: z.array(Id()),
    changes: z.array(z.strictObject({ id: Id(), number: z.string() })),
    note: z.enum(episodeNotes).optional(),
    repeats: z.int().min(0),
    stale: z.int().min(0),
    /** When its firing was first put out: what was announced gets its recovery sent (S3). */
    announcedAt: StoredTime().optional(),
    /** Windows after whose end it was reminded of, once each (S8). */
    remindedFor: z.array(Id()),
    /** Deliveries made so far; the next has this number and one (S10). */
    deliveries: z.int().min(0),
  }),
);
export type Episode = Shape<typeof Episode>;

/** At most one a (monitor, fingerprint): the episode that is open (S9), with what a release pass needs to find it (S8). */
export const OpenEpisode = lazily(() =>
  z.strictObject({
    monitor: Id(),
    fingerprint: z.string(),
    episode: Id(),
    items: z.array(Id()),
    announcedAt: StoredTime().optional(),
    version: z.int().min(1),
  }),
);
export type OpenEpisode = Shape<typeof OpenEpisode>;

/** The last episode of a (monitor, fingerprint) that is closed: its recovery told again is no unknown one (S3, S9). */
export const ClosedEpisode = lazily(() =>
  z.strictObject({
    monitor: Id(),
    fingerprint: z.string(),
    episode: Id(),
    startsAt: StoredTime(),
    endsAt: StoredTime(),
    version: z.int().min(1),
  }),
);
export type ClosedEpisode = Shape<typeof ClosedEpisode>;

/** That an episode was held under a window (S8); `held` until it is decided. The rows of a window are its account (S4). */
export const Hold = lazily(() =>
  z.strictObject({ window: Id(), episode: Id(), monitor: Id(), held: z.boolean(), since: StoredTime(), version: z.int().min(1) }),
);
export type Hold = Shape<typeof Hold>;

/** One message to the monitor's receiver, numbered within its episode (S10). */
export const Delivery = lazily(() =>
  z.strictObject({
    episode: Id(),
    n: z.int().min(1),
    version: z.int().min(1),
    monitor: Id(),
    status: z.enum(['pending', 'sent', 'overtaken', 'dead']),
    kind: z.enum(['firing', 'resolved']),
    note: z.enum(episodeNotes).optional(),
    reason: z.string().optional(),
    startsAt: StoredTime(),
    endsAt: StoredTime().optional(),
    changes: z.array(z.strictObject({ id: Id(), number: z.string() })),
    createdAt: StoredTime(),
    sentAt: StoredTime().optional(),
    tries: z.int().min(0),
    /** Nobody else sends it before this. */
    leasedUntil: StoredTime().optional(),
    nextTryAt: StoredTime().optional(),
  }),
);
export type Delivery = Shape<typeof Delivery>;

export interface EpisodeFilter {
  readonly monitor?: string | undefined;
  /** First heard from here on, up to there. */
  readonly from: Instant;
  readonly to: Instant;
}

export interface EpisodeRepository {
  find(id: string): Promise<Episode | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Episode[]>;
  save(episode: Episode): Write;
  /** Which of the fingerprints have an open episode, consistently; a hundred a request. */
  open(monitor: string, fingerprints: readonly string[]): Promise<readonly OpenEpisode[]>;
  /** All open episodes of a monitor: what is firing (S8). */
  openOf(monitor: string): Promise<readonly OpenEpisode[]>;
  saveOpen(open: OpenEpisode): Write;
  removeOpen(open: OpenEpisode): Write;
  /** The last closed episode of each of the fingerprints, consistently; a hundred a request. */
  closed(monitor: string, fingerprints: readonly string[]): Promise<readonly ClosedEpisode[]>;
  saveClosed(closed: ClosedEpisode): Write;
  /** All holds of a window, consistently, decided ones too: its account (S4). */
  holdsOf(window: string): Promise<readonly Hold[]>;
  /** The holds of one episode under these windows. */
  holds(episode: string, windows: readonly string[]): Promise<readonly Hold[]>;
  saveHold(hold: Hold): Write;
  deliveriesOf(episode: string): Promise<readonly Delivery[]>;
  findDelivery(episode: string, n: number): Promise<Delivery | undefined>;
  saveDelivery(delivery: Delivery): Write;
  /** Of one monitor, or of all by time; newest first. */
  page(request: PageRequest & EpisodeFilter, keep?: (episode: Episode) => boolean): Promise<Page<Episode>>;
}

/** Which delivery: what the send queue's messages say. */
export type DeliveryReference = Pick<Delivery, 'episode' | 'n' | 'monitor'>;

/** Puts a delivery on the send queue, its receiver as message group (S10). */
export interface SendQueue {
  send(delivery: DeliveryReference): Promise<void>;
}

/** How the sweep's row names a delivery that may not have been queued (S10). */
export const deliverySubject = ({ episode, n }: Pick<Delivery, 'episode' | 'n'>): string => `${episode}#${n}`;
