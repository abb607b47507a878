import * as z from 'zod';
import { type Due, duties, hourOf, type Lane, lanes, type NoticedRestore } from '../../domain/due/due.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { StoredTime } from '../../domain/values.ts';
import { baseShardOf, defineRow, key } from '../define-row.ts';
import { dueShards, noticedRestoreKey } from '../table.ts';

const DueRow = lazily(() =>
  z.strictObject({
    id: z.string(),
    lane: z.enum(lanes),
    at: StoredTime(),
    duty: z.enum(duties),
    subject: z.string(),
    version: z.literal(1),
  }),
);

const partition = (lane: Lane, hour: string, shard: number): string =>
  dueShards[lane] === 1 ? key('DUE', lane, hour) : key('DUE', lane, hour, shard);

/** All partitions with the rows of a lane that are due in an hour. */
export const duePartitions = (lane: Lane, hour: string): readonly string[] =>
  Array.from({ length: dueShards[lane] }, (_, shard) => partition(lane, hour, shard));

/**
 * DUE#minute#<hour> | <at>#<duty>#<subject>#<id>            what is due in an hour (T9)
 * DUE#<lane>#<hour>#<shard> | <at>#<duty>#<subject>#<id>    the same for the other lanes, sharded by subject
 */
export const dueRow = defineRow<Due, Pick<Due, 'lane' | 'at' | 'duty' | 'subject' | 'id'>>({
  type: 'Due',
  schema: DueRow,
  primary: ({ lane, at, duty, subject, id }) => ({
    pk: partition(lane, hourOf(at), baseShardOf(subject, dueShards[lane])),
    sk: key(at, duty, subject, id),
  }),
});

const Cursor = lazily(() => z.strictObject({ lane: z.string(), hour: z.string(), version: z.int().min(1) }));
type Cursor = Shape<typeof Cursor>;

/** SWEEP#<lane> | #   the first hour of the lane that the sweep has not finished */
export const sweepCursorRow = defineRow<Cursor, { lane: string }>({
  type: 'SweepCursor',
  schema: Cursor,
  primary: ({ lane }) => ({ pk: key('SWEEP', lane), sk: '#' }),
});

const NoticedRestoreRow = lazily(() => z.strictObject({ epoch: z.int().min(1), version: z.int().min(1) }));

/** RESTORE | #   the last restore of the table that the sweep has noticed */
export const noticedRestoreRow = defineRow<NoticedRestore, object>({
  type: 'NoticedRestore',
  schema: NoticedRestoreRow,
  primary: () => noticedRestoreKey,
});
