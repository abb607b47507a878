import type { Instant } from '../clock.ts';
import type { AlertWarning } from '../monitor/received-alert.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { decisionNotes, type ReachedItem } from '../suppression/decision.ts';

/** The states of an alert (S4). `held` is temporary: every alert ends in exactly one of the other states. */
export const episodeStates = ['held', 'forwarded', 'absorbed', 'released'] as const;
export type EpisodeState = (typeof episodeStates)[number];

/** Additional information about why an alert was sent. */
export const episodeNotes = [...decisionNotes, 'pre-existing', 'reminder', 'recovery-of-unknown', 'suppression-unknown'] as const;
export type EpisodeNote = (typeof episodeNotes)[number];

/** A change whose window suppressed an alert. */
export interface QuietingChange {
  readonly id: string;
  readonly number: string;
}

/** One alert from firing to resolved, as one monitor saw it (S9). */
export interface Episode {
  readonly id: string;
  readonly version: number;
  readonly monitor: string;
  readonly fingerprint: string;
  readonly state: EpisodeState;
  /** What the state would be if the monitor enforced; set while it observes (S11). `held` is decided when the episode closes or is read. */
  readonly wouldBe?: EpisodeState | undefined;
  readonly open: boolean;
  /** Labels and annotations of more than 16 kB are cut, and the alert is marked (S10). */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** A digest of all labels, if they were cut. With it or the labels, `identityOf` tells alerts of one fingerprint apart. */
  readonly labelsDigest?: string | undefined;
  /** Whether the alert was made to test a monitor. It is in no tally and no comparison. */
  readonly isTest?: true | undefined;
  /** Whether the alert is an outage of services, by the matchers that the monitor had when it was received first (L2). */
  readonly isOutage?: true | undefined;
  /** The links to the source of the alert and to its monitor, as they were received last. */
  readonly generatorURL?: string | undefined;
  readonly externalURL?: string | undefined;
  /** The CIs that were found for the first alert. */
  readonly items: readonly ReachedItem[];
  /** The start according to the monitor, in milliseconds. */
  readonly startsAt: Instant;
  /** The latest start that was received, if it differs from `startsAt`. A recovery before it is stale (S9). */
  readonly latestStartsAt?: Instant | undefined;
  /** The latest start that lay ahead of its receipt, as the monitor sent it. A recovery with this start is never stale. */
  readonly sentStartsAt?: Instant | undefined;
  readonly endsAt?: Instant | undefined;
  /** When Quiesce received the first and the last firing alert. */
  readonly receivedAt: Instant;
  readonly lastReceivedAt: Instant;
  readonly closedAt?: Instant | undefined;
  /** The windows that suppress the alert, or that suppressed it last, and their changes. */
  readonly windows: readonly string[];
  readonly changes: readonly QuietingChange[];
  readonly note?: EpisodeNote | undefined;
  /** What was wrong with the times of its messages. */
  readonly warnings?: readonly AlertWarning[] | undefined;
  readonly repeats: number;
  readonly stale: number;
  /** When a delivery of the firing alert was first created. The recovery of such an episode is also sent (S3). */
  readonly announcedAt?: Instant | undefined;
  /** When the last delivery of the firing alert was created. Reminders count from then (S5). */
  readonly toldAt?: Instant | undefined;
  /** The windows after whose end a reminder was sent, once for each (S8). */
  readonly remindedFor: readonly string[];
  /** How many deliveries were created. The next one gets the following number (S10). */
  readonly deliveries: number;
}

/** The open episode of an alert, of which there is at most one (S9), with the data that a release pass needs (S8). */
export interface OpenEpisode {
  readonly monitor: string;
  readonly identity: string;
  readonly episode: string;
  readonly items: readonly string[];
  readonly announcedAt?: Instant | undefined;
  readonly version: number;
}

/** The last closed episode of an alert. It distinguishes a repeated recovery from an unknown one (S3, S9). */
export interface ClosedEpisode {
  readonly monitor: string;
  readonly identity: string;
  readonly episode: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** When Quiesce received the recovery. */
  readonly closedAt: Instant;
  readonly version: number;
}

/**
 * Records that an episode was held under a window (S8). `held` is true until the episode is decided. A window's tally is counted from these
 * rows (S4).
 */
export interface Hold {
  readonly window: string;
  readonly episode: string;
  readonly monitor: string;
  readonly held: boolean;
  readonly since: Instant;
  readonly version: number;
}

export const deliveryStatuses = ['pending', 'sent', 'overtaken', 'dead'] as const;
export const deliveryKinds = ['firing', 'resolved'] as const;

/** One message to the monitor's receiver, numbered within its episode (S10). */
export interface Delivery {
  readonly episode: string;
  readonly n: number;
  readonly version: number;
  readonly monitor: string;
  readonly status: (typeof deliveryStatuses)[number];
  readonly kind: (typeof deliveryKinds)[number];
  readonly note?: EpisodeNote | undefined;
  readonly reason?: string | undefined;
  readonly startsAt: Instant;
  readonly endsAt?: Instant | undefined;
  readonly changes: readonly QuietingChange[];
  readonly createdAt: Instant;
  readonly sentAt?: Instant | undefined;
  readonly tries: number;
  /** Until when one sender has claimed the delivery. No other sender sends it before that. */
  readonly leasedUntil?: Instant | undefined;
  readonly nextTryAt?: Instant | undefined;
  /** Whether it was still not sent when the sweep looked a minute after its creation. Such deliveries are in an index until they are sent. */
  readonly overdue?: true | undefined;
}

export interface EpisodeFilter {
  readonly monitor?: string | undefined;
  /** The earliest and the latest time at which the first alert was received. */
  readonly from: Instant;
  readonly to: Instant;
}

export interface EpisodeRepository {
  find(id: string): Promise<Episode | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Episode[]>;
  save(episode: Episode): Write;
  /** The open episodes of the alerts with these identities, by strongly consistent reads of up to 100 rows. */
  open(monitor: string, identities: readonly string[]): Promise<readonly OpenEpisode[]>;
  /** All open episodes of a monitor: the alerts that fire now (S8). */
  openOf(monitor: string): Promise<readonly OpenEpisode[]>;
  saveOpen(open: OpenEpisode): Write;
  removeOpen(open: OpenEpisode): Write;
  /** The last closed episode of each of these alerts, by strongly consistent reads of up to 100 rows. */
  closed(monitor: string, identities: readonly string[]): Promise<readonly ClosedEpisode[]>;
  saveClosed(closed: ClosedEpisode): Write;
  /** Expects that an alert still has no open episode. */
  expectNoOpen(alert: Pick<OpenEpisode, 'monitor' | 'identity'>): Write;
  /** Expects that the last closed episode of an alert is still this one, or that there is still none. */
  expectClosed(alert: Pick<ClosedEpisode, 'monitor' | 'identity'>, closed: ClosedEpisode | undefined): Write;
  /** All holds of a window, also decided ones, by strongly consistent reads (S4). */
  holdsOf(window: string): Promise<readonly Hold[]>;
  /** The holds of one episode under these windows. */
  holds(episode: string, windows: readonly string[]): Promise<readonly Hold[]>;
  saveHold(hold: Hold): Write;
  deliveriesOf(episode: string): Promise<readonly Delivery[]>;
  findDelivery(episode: string, n: number): Promise<Delivery | undefined>;
  /** Up to about `most` episodes of one monitor, the newest first, and whether there are more. It is for counting: lists are read by pages. */
  newestOf(filter: EpisodeFilter & { readonly monitor: string }, most: number): Promise<{ items: readonly Episode[]; truncated: boolean }>;
  /** Writes the delivery, and whether it is one that its monitor still has to send. */
  saveDelivery(delivery: Delivery): readonly Write[];
  /** Deliveries that a monitor still has to send, those of the newest alerts of each shard, by strongly consistent reads. */
  pendingOf(monitor: string, limit: number): Promise<readonly PendingDelivery[]>;
  /** When the oldest overdue delivery that is not sent was created. Those that were created before `since` are left out. */
  oldestUnsent(since: Instant): Promise<Instant | undefined>;
  /** Episodes of one monitor, or of all monitors, newest first. */
  page(request: PageRequest & EpisodeFilter, keep?: (episode: Episode) => boolean): Promise<Page<Episode>>;
}

/** A delivery of a monitor that is not sent yet. It is stored for as long as the delivery is pending. */
export type PendingDelivery = Pick<Delivery, 'monitor' | 'episode' | 'n' | 'kind' | 'createdAt'>;

/** Identifies a delivery: the content of a message of the send queue. */
export type DeliveryReference = Pick<Delivery, 'episode' | 'n' | 'monitor'>;

/** Puts a delivery on the send queue. The message group is the receiver (S10). */
export interface SendQueue {
  send(delivery: DeliveryReference): Promise<void>;
}

/** The subject of the due row for a delivery that may not have been queued (S10). */
export const deliverySubject = ({ episode, n }: Pick<Delivery, 'episode' | 'n'>): string => `${episode}#${n}`;
