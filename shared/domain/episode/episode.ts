import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';

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

/** A change that an alert was quiet under. */
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
  readonly open: boolean;
  /** Labels and annotations past 16 kB are cut and marked (S10). */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Links of the alert and of its monitor, as received last. */
  readonly generatorURL?: string | undefined;
  readonly externalURL?: string | undefined;
  /** The CIs found when it opened, with the instant since when alias and rule led there (W1). */
  readonly items: readonly { readonly id: string; readonly since?: Instant | undefined }[];
  /** The monitor's time, in milliseconds. */
  readonly startsAt: Instant;
  /** The latest start that it was told with, where that is another: a recovery from before it is stale (S9). */
  readonly latestStartsAt?: Instant | undefined;
  readonly endsAt?: Instant | undefined;
  /** Our time of the first and of the last firing. */
  readonly receivedAt: Instant;
  readonly lastReceivedAt: Instant;
  readonly closedAt?: Instant | undefined;
  /** Windows that it rests on, or rested on last, and their changes. */
  readonly windows: readonly string[];
  readonly changes: readonly QuietingChange[];
  readonly note?: EpisodeNote | undefined;
  readonly repeats: number;
  readonly stale: number;
  /** When its firing was first put out: what was announced gets its recovery sent (S3). */
  readonly announcedAt?: Instant | undefined;
  /** Windows after whose end it was reminded of, once each (S8). */
  readonly remindedFor: readonly string[];
  /** Deliveries made so far; the next has this number and one (S10). */
  readonly deliveries: number;
}

/** At most one a (monitor, fingerprint): the episode that is open (S9), with what a release pass needs to find it (S8). */
export interface OpenEpisode {
  readonly monitor: string;
  readonly fingerprint: string;
  readonly episode: string;
  readonly items: readonly string[];
  readonly announcedAt?: Instant | undefined;
  readonly version: number;
}

/** The last episode of a (monitor, fingerprint) that is closed: its recovery told again is no unknown one (S3, S9). */
export interface ClosedEpisode {
  readonly monitor: string;
  readonly fingerprint: string;
  readonly episode: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly version: number;
}

/** That an episode was held under a window (S8); `held` until it is decided. The rows of a window are its account (S4). */
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
  /** Nobody else sends it before this. */
  readonly leasedUntil?: Instant | undefined;
  readonly nextTryAt?: Instant | undefined;
}

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
