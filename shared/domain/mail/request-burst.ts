import { type Instant, minute, plus } from '../clock.ts';

/** A request for a person's decision on one revision of a change. */
export interface RequestKey {
  readonly change: string;
  readonly revision: number;
}

/** How many requests within a minute a person gets as mails of their own. Those that follow come in one mail. */
const mostMailedAlone = 2;

/** How long later requests wait for the mail that they share, in milliseconds. */
export const gatheringTime = 4_000;

/** After how long the sweep mails requests that still wait, because the invocation that gathered them has failed, in milliseconds. */
export const digestDelay = minute;

/** How many requests one mail names. */
export const mostInDigest = 30;

/** The most requests that may wait, so that the row stays small. Beyond that, each is mailed alone. */
const mostWaiting = 300;

/** The requests that a person got within the last minute, and those that wait for one mail. */
export interface RequestBurst {
  readonly person: string;
  /** The last requests that were given mails of their own, and when. */
  readonly alone: readonly (RequestKey & { readonly at: Instant })[];
  /** The requests that wait for one mail, oldest first. */
  readonly waiting: readonly RequestKey[];
  readonly updatedAt: Instant;
  readonly version: number;
}

/** Whether two keys name the same request. */
export const isSameRequest = (one: RequestKey, other: RequestKey): boolean =>
  one.change === other.change && one.revision === other.revision;

/** Before the first request. */
export const noBurst = (person: string, now: Instant): RequestBurst => ({ person, alone: [], waiting: [], updatedAt: now, version: 0 });

/** What becomes of a request: it is mailed alone, or waits for the mail that it shares. `next` is what to store before that, if anything. */
interface Admission {
  readonly isAlone: boolean;
  readonly next?: RequestBurst;
}

/** Decides about a request. A request about which it was decided before gets the same answer, so that a retry changes nothing. */
export const admit = (burst: RequestBurst, request: RequestKey, now: Instant): Admission => {
  const { alone, waiting, version } = burst;
  if (waiting.some((one) => isSameRequest(one, request))) return { isAlone: false };
  if (alone.some((one) => isSameRequest(one, request)) || waiting.length >= mostWaiting) return { isAlone: true };
  const recent = alone.filter(({ at }) => at > plus(now, -minute));
  const isAlone = recent.length < mostMailedAlone && waiting.length === 0;
  const changed = isAlone ? { alone: [...recent, { ...request, at: now }] } : { waiting: [...waiting, request] };
  return { isAlone, next: { ...burst, ...changed, updatedAt: now, version: version + 1 } };
};

/** The burst without requests that were mailed together, or need no mail any more. */
export const withoutWaiting = (burst: RequestBurst, done: readonly RequestKey[], now: Instant): RequestBurst => ({
  ...burst,
  waiting: burst.waiting.filter((one) => !done.some((other) => isSameRequest(one, other))),
  updatedAt: now,
  version: burst.version + 1,
});
