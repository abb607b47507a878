import { hour, type Instant, minute, plus } from '../clock.ts';
import type { Write } from '../store.ts';

/** Records that a monitor left alerts out of its messages (M1). Nobody is told about such alerts, so its owner has to know. */
export interface Truncation {
  readonly monitor: string;
  /** How many alerts a message left out, and when it was received. */
  readonly alerts: number;
  readonly lastAt: Instant;
  /** When the event was recorded that has the owner told, and when the mails were sent. */
  readonly reportedAt: Instant;
  readonly toldAt?: Instant | undefined;
  readonly version: number;
}

export interface TruncationRepository {
  /** The truncations of these monitors, by strongly consistent reads of up to 100 rows. */
  findMany(monitors: readonly string[]): Promise<readonly Truncation[]>;
  save(truncation: Truncation): Write;
  remove(truncation: Truncation): Write;
}

/** The owner is told at most once in this time, in milliseconds. */
const reportEvery = hour;
/** A monitor may leave alerts out of many messages at once. One of them in this time is recorded, in milliseconds. */
const recordEvery = minute;

/** A message that left alerts out. */
type Shortening = Pick<Truncation, 'monitor' | 'alerts'> & { readonly at: Instant };

/** The truncation after such a message, and whether the owner has to be told. Undefined if one was recorded a moment ago. */
export const shortened = (
  before: Truncation | undefined,
  { monitor, alerts, at }: Shortening,
): { readonly truncation: Truncation; readonly isReported: boolean } | undefined => {
  if (before && plus(before.lastAt, recordEvery) > at) return undefined;
  const isReported = !before || plus(before.reportedAt, reportEvery) <= at;
  const { reportedAt = at, version = 0 } = before ?? {};
  return {
    truncation: { ...before, monitor, alerts, lastAt: at, reportedAt: isReported ? at : reportedAt, version: version + 1 },
    isReported,
  };
};

/** Whether the owner was told since the last report. */
export const isTold = ({ reportedAt, toldAt }: Truncation): boolean => toldAt !== undefined && toldAt >= reportedAt;
