import { Booking, BookVersion } from '../../domain/change/booking.ts';
import type { BookRepository } from '../../domain/change/change-repository.ts';
import { defineItem, key, last } from '../define-item.ts';
import type { Records } from '../records.ts';

/** Shards of a month's book: one for now, in the key (T8). */
const shard = 0;

/** BOOK#<month>#<shard> | <start>#<window>#<revision>   a window wants CIs; the sort key of a start is past every `#` row */
const bookingItem = defineItem<Booking, Pick<Booking, 'month' | 'shard' | 'start' | 'window' | 'revision'>>({
  type: 'Booking',
  schema: Booking,
  primary: ({ month, start, window, revision }) => ({ pk: key('BOOK', month, shard), sk: key(start, window, revision) }),
});

/** BOOK#<month>#<shard> | #   its version, moved on by each scheduling that looked (T8) */
const versionItem = defineItem<BookVersion, Pick<BookVersion, 'month' | 'shard'>>({
  type: 'BookVersion',
  schema: BookVersion,
  primary: ({ month }) => ({ pk: key('BOOK', month, shard), sk: '#' }),
});

export const bookRepository = (records: Records): BookRepository => ({
  versions: async (months) => {
    const rows = (await records.readMany(months.map((month) => versionItem.key({ month, shard })))).map(versionItem.fromRow);
    return months.map((month) => rows.find((row) => row.month === month) ?? { month, shard, version: 0 });
  },
  saveVersion: versionItem.save,
  overlapping: async (month, from, to) => {
    const rows = await records.query({ partition: key('BOOK', month, shard), from: '0', to: `${to}${last}` });
    return rows.map(bookingItem.fromRow).filter(({ start, end }) => start < to && end > from);
  },
  save: bookingItem.save,
});
