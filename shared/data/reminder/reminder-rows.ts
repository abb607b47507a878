import { Reminder } from '../../domain/reminder/reminder.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * REMINDER#<kind>#<of> | #                      a date of which people are reminded (A5)
 * byTime: EXPIRING#<shard> | <date>#<kind>#<of>   all of them, by their dates
 */
export const reminderRow = defineRow<Reminder, Pick<Reminder, 'kind' | 'of'>>({
  type: 'Reminder',
  schema: Reminder,
  primary: ({ kind, of }) => ({ pk: key('REMINDER', kind, of), sk: '#' }),
  indexes: ({ kind, of, date }) => ({ byTime: [key('EXPIRING', shardOf(of)), key(date, kind, of)] }),
});
