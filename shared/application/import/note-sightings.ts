import type { Clock } from '../../domain/clock.ts';
import { type CiSightingRepository, nextSighting } from '../../domain/configuration-item/sighting.ts';
import { isStaleWrite, type Store } from '../../domain/store.ts';

interface SightingContext {
  readonly sightings: CiSightingRepository;
  readonly store: Pick<Store, 'commit'>;
  readonly clock: Clock;
}

/** How many sightings are written together: as many rows as a transaction has. */
const atOnce = 100;

/**
 * Notes that an import found these CIs now. What was noted in the last days is not written again. If another import notes them at the same
 * time, its time counts.
 */
export const noteSightings =
  ({ sightings, store, clock }: SightingContext) =>
  async (items: readonly string[]): Promise<void> => {
    const stored = new Map((await sightings.findMany(items)).map((sighting) => [sighting.item, sighting]));
    const due = items.flatMap((item) => nextSighting(item, stored.get(item), clock.now()) ?? []);
    for (let at = 0; at < due.length; at += atOnce) {
      await store.commit(due.slice(at, at + atOnce).map(sightings.save)).catch((error: unknown) => {
        if (!isStaleWrite(error)) throw error;
      });
    }
  };
