import { key } from '../define-row.ts';
import type { Key } from '../records.ts';

/** The partition of all calendars, so that one consistent query reads them with their version (T8). */
export const calendarPartition = key('RESERVATION', 'RULES');

/** The key of a calendar of a noun. */
export const calendarKey = (noun: string, id: string): Key => ({ pk: calendarPartition, sk: key(noun.toUpperCase(), id) });

/** Whether resources of a noun are calendars. */
export const isCalendar = (noun: string): boolean => noun === 'freeze' || noun === 'maintenance-hours';

/** The id of the calendar with a key. Undefined for rows that are no calendars. */
export const calendarIdIn = ({ pk, sk }: Key): string | undefined => (pk === calendarPartition ? sk.split('#')[1] : undefined);
