import * as z from 'zod';
import { Due, type DueRepository, hourOf } from '../../domain/due/due.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { defineItem, key, last } from '../define-item.ts';
import type { Records } from '../records.ts';

/** DUE#<clock>#<hour> | <at>#<duty>#<subject>#<id>   what is due, in the hour of its time (T9) */
const dueItem = defineItem<Due, Pick<Due, 'clock' | 'at' | 'duty' | 'subject' | 'id'>>({
  type: 'Due',
  schema: Due,
  primary: ({ clock, at, duty, subject, id }) => ({ pk: key('DUE', clock, hourOf(at)), sk: key(at, duty, subject, id) }),
});

const Cursor = lazily(() => z.strictObject({ clock: z.string(), hour: z.string(), version: z.int().min(1) }));
type Cursor = Shape<typeof Cursor>;

/** SWEEP#<clock> | #   the hour that the sweep has to look at first */
const cursorItem = defineItem<Cursor, { clock: string }>({
  type: 'SweepCursor',
  schema: Cursor,
  primary: ({ clock }) => ({ pk: key('SWEEP', clock), sk: '#' }),
});

export const dueRepository = (records: Records): DueRepository => ({
  save: dueItem.save,
  remove: dueItem.remove,
  of: async (clock, hour, until, limit) =>
    (await records.query({ partition: key('DUE', clock, hour), to: `${until}${last}`, limit })).map(dueItem.fromRow),
  cursor: async (clock) => {
    const row = await records.read(cursorItem.key({ clock }));
    return row && cursorItem.fromRow(row);
  },
  moveCursor: (clock, hour, version) => cursorItem.save({ clock, hour, version: version + 1 }),
});
