import { second } from '../../shared/domain/clock.ts';
import type { SettableClock } from './api.ts';
import type { InMemoryRecords } from './in-memory-records.ts';

/** Does something while the table takes two seconds for each query, so that a walk over relations takes more than five. */
export const walkingSlowly = async <Result>(
  { records, clock }: { readonly records: InMemoryRecords; readonly clock: SettableClock },
  work: () => Promise<Result>,
): Promise<Result> => {
  records.before = (operation) => {
    if (operation === 'query') clock.advance(2 * second);
  };
  try {
    return await work();
  } finally {
    records.before = () => undefined;
  }
};
