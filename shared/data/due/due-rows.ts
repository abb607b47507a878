import * as z from 'zod';
import { type Due, duties, hourOf, lanes } from '../../domain/due/due.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

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

/** DUE#<lane>#<hour> | <at>#<duty>#<subject>#<id>   what is due, in the hour of its time (T9) */
export const dueRow = defineRow<Due, Pick<Due, 'lane' | 'at' | 'duty' | 'subject' | 'id'>>({
  type: 'Due',
  schema: DueRow,
  primary: ({ lane, at, duty, subject, id }) => ({ pk: key('DUE', lane, hourOf(at)), sk: key(at, duty, subject, id) }),
});

const Cursor = lazily(() => z.strictObject({ lane: z.string(), hour: z.string(), version: z.int().min(1) }));
type Cursor = Shape<typeof Cursor>;

/** SWEEP#<lane> | #   the hour that the sweep has to look at first */
export const sweepCursorRow = defineRow<Cursor, { lane: string }>({
  type: 'SweepCursor',
  schema: Cursor,
  primary: ({ lane }) => ({ pk: key('SWEEP', lane), sk: '#' }),
});
