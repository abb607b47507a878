import type { Records } from '../../shared/data/records.ts';
import type { Clock, Ids } from '../../shared/domain/clock.ts';
import type { TransferQueue } from '../../shared/domain/import/import-repository.ts';
import { defaultRetentionDays, type RetentionDays } from '../../shared/domain/retention.ts';
import type { Store } from '../../shared/domain/store.ts';
import { systemClock, systemIds, systemRandom } from '../../shared/runtime/system.ts';
import { type InMemorySeals, inMemorySeals } from './in-memory-seals.ts';
import { type Repositories, repositoriesOn } from './repositories.ts';

/** All repositories on one table, with a clock, ids and random bytes. The context of every function is a part of it. */
export interface World extends Repositories {
  readonly store: Store;
  readonly records: Records;
  readonly clock: Clock;
  readonly ids: Ids;
  /** This many random bytes in hexadecimal. */
  readonly random: (bytes: number) => string;
  /** The queue of exports, which nobody consumes. A test that runs exports has its own. */
  readonly exportQueue: TransferQueue;
  /** The setting of the functions that know which group the shipped approval policy asks. */
  readonly approversGroup: string;
  /** How long expiring rows are kept. */
  readonly retentionDays: RetentionDays;
  /** What was sealed of histories. */
  readonly seals: InMemorySeals;
}

export const worldOn = (records: Records, clock: Clock = systemClock, ids: Ids = systemIds): World => ({
  ...repositoriesOn(records),
  store: records,
  records,
  clock,
  ids,
  random: systemRandom,
  exportQueue: { goOn: async () => undefined },
  approversGroup: 'approvers',
  retentionDays: defaultRetentionDays,
  seals: inMemorySeals(),
});
