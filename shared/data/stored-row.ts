import { millis } from '../domain/clock.ts';
import { defaultRetentionDays, expiryOf, type RetentionDays } from '../domain/retention.ts';
import type { Row, RowWrite } from './records.ts';
import { timeToLiveAttribute } from './table.ts';

/** The row of a write as it is stored: with the TTL that its retention and the settings of the stage give. */
export const storedRow = ({ row, kept }: Pick<RowWrite, 'row' | 'kept'>, days: RetentionDays = defaultRetentionDays): Row | undefined =>
  row && kept ? { ...row, [timeToLiveAttribute]: Math.ceil(millis(expiryOf(kept.kind, kept.since, days)) / 1_000) } : row;
