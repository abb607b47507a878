import type { Instant } from '../clock.ts';

export type AlertLabels = Readonly<Record<string, string>>;

/** One alert of a monitor's message, whatever its format (M1). */
export interface ReceivedAlert {
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly labels: AlertLabels;
  readonly annotations: AlertLabels;
  readonly startsAt: Instant;
  /** When the alert was resolved. It has no meaning while the alert fires. */
  readonly endsAt: Instant;
  /** A recovery that says nothing unless the alert is open: the monitor did not report a problem before it. */
  readonly onlyIfOpen?: true;
  /** A link to the source of the alert, for example the graph of its query. */
  readonly generatorURL?: string;
  /** A link to the monitor's web interface. */
  readonly externalURL?: string;
}

/** The value of an `instance` label without its port: `db-1:9187` is `db-1`. */
export const withoutPort = (instance: string): string => instance.replace(/:\d{1,5}$/, '');

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
export const shortened = (labels: AlertLabels, bytes: number): AlertLabels => fitting(labels, bytes);

/** Cuts labels and annotations to 16 kB and marks the alert if anything was cut (S10). Annotations are cut before labels. */
export const cutToFit = ({
  labels,
  annotations,
}: Pick<ReceivedAlert, 'labels' | 'annotations'>): Pick<ReceivedAlert, 'labels' | 'annotations'> => {
  const labelBytes = sizeOf(Object.entries(labels));
  if (labelBytes + sizeOf(Object.entries(annotations)) <= maxBytes) return { labels, annotations };
  const room = maxBytes - Buffer.byteLength(cutMark) - 'true'.length;
  const keptLabels = fitting(labels, room);
  const left = Math.max(0, room - sizeOf(Object.entries(keptLabels)));
  return { labels: keptLabels, annotations: { ...fitting(annotations, left), [cutMark]: 'true' } };
};
