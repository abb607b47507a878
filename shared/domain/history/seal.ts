import { canonicalJson } from '../canonical-json.ts';
import { sha256 } from '../sha256.ts';
import type { HistoryFacet } from './item-version.ts';

/** A version whose hash is kept where nobody can change or delete it. */
export interface SealedVersion {
  readonly item: string;
  readonly facet: HistoryFacet;
  readonly version: number;
  readonly hash: string;
}

/** What was sealed outside of the table (C6). */
export interface SealedVersions {
  /** The versions of an item that were sealed: the newest of each part on each day. */
  versionsOf(item: string): Promise<readonly SealedVersion[]>;
  /** The last day after `since` that was sealed. Undefined if none was. */
  through(since: string): Promise<string | undefined>;
}

/** The seal of a day: how many events it had, and the root over their hashes. */
export interface DaySeal {
  /** A date in UTC. */
  readonly day: string;
  readonly events: number;
  readonly root: string;
  /** How many versions were sealed with it. */
  readonly versions: number;
  readonly sealedAt: string;
}

/** Writes what can never be changed again. Writing the same again is harmless. */
export interface Seals {
  sealVersion(version: SealedVersion): Promise<void>;
  sealDay(seal: DaySeal): Promise<void>;
}

/** The root over hashes: pairs are hashed until one is left (a Merkle tree). A hash without a partner goes up as it is. */
const rootOf = (hashes: readonly string[]): string => {
  if (hashes.length <= 1) return hashes[0] ?? sha256('');
  const pairs = hashes.flatMap((left, place) => {
    const right = hashes[place + 1];
    if (place % 2 === 1) return [];
    return [right === undefined ? left : sha256(`${left}${right}`)];
  });
  return rootOf(pairs);
};

/**
 * The root over the events of a day, in the order of their ids. What publishing changes of an event, its version, is no part of it.
 */
export const rootOfEvents = (events: readonly { readonly id: string; readonly version: number }[]): string =>
  rootOf(events.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ version: _, ...fact }) => sha256(canonicalJson(fact))));
