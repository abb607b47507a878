import * as z from 'zod';
import { day, type Instant, plus } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';

/** When an import found a CI in its file for the last time (I5). It is no part of the CI: it has no history and changes no ETag. */
export const CiSighting = lazily(() => z.strictObject({ item: Id(), version: z.int().min(1), lastSeenAt: StoredTime() }));
export type CiSighting = Shape<typeof CiSighting>;

/** A sighting is written again after so many days. An import of each night therefore writes each CI once a week and not each night. */
export const sightingDays = 7;

/** The sighting of a CI that was found now. Undefined if the stored one is recent enough. */
export const nextSighting = (item: string, stored: CiSighting | undefined, now: Instant): CiSighting | undefined => {
  if (stored && plus(stored.lastSeenAt, sightingDays * day) > now) return undefined;
  return { item, version: (stored?.version ?? 0) + 1, lastSeenAt: now };
};

export interface CiSightingRepository {
  /** The sightings of these CIs. A CI that no import has brought or found has none. */
  findMany(items: readonly string[]): Promise<readonly CiSighting[]>;
  save(sighting: CiSighting): Write;
  remove(sighting: CiSighting): Write;
  /** The sightings before a time, the earliest first. */
  pageBefore(before: Instant, request: PageRequest): Promise<Page<CiSighting>>;
}
