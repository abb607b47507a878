import * as z from 'zod';
import { type Freeze, Freezes, storedFreezeFields } from '../../domain/calendar/freeze.ts';
import { MaintenanceHours } from '../../domain/calendar/maintenance-hours.ts';
import { lazily } from '../../domain/lazily.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import { calendarKey, calendarPartition } from './calendar-keys.ts';

const listKey = (noun: string, id: string): readonly [string, string] => [key(noun.toUpperCase(), shardOf(id)), id];

interface CalendarVersion {
  readonly of: 'calendars';
  readonly version: number;
}

/** RESERVATION#RULES | #   the version of all calendars, incremented by each write of one of them; scheduling checks it (T8) */
export const calendarVersionRow = defineRow<CalendarVersion, object>({
  type: 'CalendarVersion',
  schema: lazily(() => z.strictObject({ of: z.literal('calendars'), version: z.int().min(1) })),
  primary: () => ({ pk: calendarPartition, sk: '#' }),
});

/** RESERVATION#RULES | FREEZE#<id>   a freeze; inOrder: FREEZE#<shard> | <id> */
export const freezeRow = defineRow<Freeze, { readonly id: string }>({
  type: Freezes.title,
  schema: lazily(() => z.strictObject({ ...resourceFields(), ...storedFreezeFields() })),
  primary: ({ id }) => calendarKey(Freezes.noun, id),
  indexes: ({ id }) => ({ inOrder: listKey(Freezes.noun, id) }),
});

/** RESERVATION#RULES | MAINTENANCE-HOURS#<id>   maintenance hours; inOrder: MAINTENANCE-HOURS#<shard> | <id> */
export const maintenanceHoursRow = defineRow<MaintenanceHours, { readonly id: string }>({
  type: MaintenanceHours.title,
  schema: lazily(() => z.strictObject({ ...resourceFields(), ...MaintenanceHours.fields() })),
  primary: ({ id }) => calendarKey(MaintenanceHours.noun, id),
  indexes: ({ id }) => ({ inOrder: listKey(MaintenanceHours.noun, id) }),
});
