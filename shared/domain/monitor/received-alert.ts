import type { Instant } from '../clock.ts';
import { sha256 } from '../sha256.ts';

export type AlertLabels = Readonly<Record<string, string>>;

/** What was wrong with the times of an alert. Each such time counts as the receipt. */
export const alertWarnings = ['starts-at-unreadable', 'starts-at-ahead', 'ends-at-unreadable'] as const;
export type AlertWarning = (typeof alertWarnings)[number];

/** One alert of a monitor's message, whatever its format (M1). */
export interface ReceivedAlert {
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly labels: AlertLabels;
  readonly annotations: AlertLabels;
  /** Never after the receipt. */
  readonly startsAt: Instant;
  /** The start that the monitor sent, if it lies ahead of the receipt. */
  readonly sentStartsAt?: Instant | undefined;
  /** When the alert was resolved. It has no meaning while the alert fires. */
  readonly endsAt: Instant;
  readonly warnings?: readonly AlertWarning[];
  /** Whether the alert was made to test a monitor. No monitor can send this. */
  readonly isTest?: true | undefined;
  /** Whether the matchers of the monitor say that the alert is an outage (L2). */
  readonly isOutage?: true | undefined;
  /** A recovery that says nothing unless the alert is open: the monitor did not report a problem before it. */
  readonly onlyIfOpen?: true;
  /** A link to the source of the alert, for example the graph of its query. */
  readonly generatorURL?: string;
  /** A link to the monitor's web interface. */
  readonly externalURL?: string;
}

/** The value of a label. A name such as `constructor` is a label only if the alert has it. */
export const labelOf = (labels: AlertLabels, name: string): string | undefined => (Object.hasOwn(labels, name) ? labels[name] : undefined);

/** A digest of labels, whatever their order. */
export const digestOfLabels = (labels: AlertLabels): string =>
  sha256(JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 32);

/** The longest fingerprint that is stored as it is, in bytes. It fits into a key of the table, together with the digest of the labels. */
const longestFingerprint = 900;

/** The fingerprint that stands for what a monitor sends to identify an alert. A longer one is hashed, so that it fits into a key. */
export const fingerprintFor = (sent: string): string => (Buffer.byteLength(sent) > longestFingerprint ? sha256(sent) : sent);

type IdentityFields = Pick<ReceivedAlert, 'fingerprint' | 'labels'> & { readonly labelsDigest?: string | undefined };

/**
 * Identifies an alert among those of its monitor (S9). A fingerprint alone does not: if a monitor gives the same one to alerts with other
 * labels, one that is held must not swallow one that has to be sent. `labelsDigest`: that of all labels, if only a part of them is stored.
 */
export const identityOf = ({ fingerprint, labels, labelsDigest = digestOfLabels(labels) }: IdentityFields): string =>
  `${fingerprint}#${labelsDigest}`;

/** The largest size of the labels and annotations of one alert that is stored, in bytes (S10). */
const maxBytes = 16 * 1_024;
/** The annotation that marks an alert whose labels or annotations were cut. */
export const cutMark = 'quiesce_cut';

const sizeOf = (entries: readonly (readonly [string, string])[]): number =>
  entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);

/** The entries that fit into `room` bytes, in order. The first one that does not fit is shortened, and the rest is left out. */
const fitting = (entries: AlertLabels, room: number): AlertLabels => {
  let left = room;
  const kept: [string, string][] = [];
  for (const [name, value] of Object.entries(entries)) {
    const forValue = left - Buffer.byteLength(name);
    if (forValue <= 0) break;
    const cut =
      Buffer.byteLength(value) <= forValue
        ? value
        : Buffer.from(value)
            .subarray(0, forValue)
            .toString('utf8')
            .replace(/\uFFFD+$/, '');
    kept.push([name, cut]);
    left -= Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  return Object.fromEntries(kept);
};

/** The first of these labels, up to a number of bytes. */
export const labelsUpTo = (labels: AlertLabels, bytes: number): AlertLabels => fitting(labels, bytes);

/** The labels and annotations that are stored. `labelsDigest`: that of all labels, if they were cut. */
type StoredWords = Pick<ReceivedAlert, 'labels' | 'annotations'> & { readonly labelsDigest?: string };

/** Cuts labels and annotations to 16 kB and marks the alert if anything was cut (S10). Annotations are cut before labels. */
export const cutToFit = ({ labels, annotations }: Pick<ReceivedAlert, 'labels' | 'annotations'>): StoredWords => {
  const labelBytes = sizeOf(Object.entries(labels));
  if (labelBytes + sizeOf(Object.entries(annotations)) <= maxBytes) return { labels, annotations };
  const room = maxBytes - Buffer.byteLength(cutMark) - 'true'.length;
  const keptLabels = fitting(labels, room);
  const left = Math.max(0, room - sizeOf(Object.entries(keptLabels)));
  const digest = labelBytes > room ? { labelsDigest: digestOfLabels(labels) } : {};
  return { labels: keptLabels, ...digest, annotations: { ...fitting(annotations, left), [cutMark]: 'true' } };
};
