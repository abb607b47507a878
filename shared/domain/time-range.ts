import type { Instant } from './clock.ts';
import { invalid } from './errors.ts';

/** @throws DomainError invalid `query/invalid` if a time range ends before it begins */
export const assertTimeRange = (from: Instant | undefined, to: Instant | undefined): void => {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalid('/query/from', 'query/invalid', `from is ${from}, which is after to, ${to}; from must be the earlier time`);
};
