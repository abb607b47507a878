import type { CalendarRepository } from '../../domain/calendar/calendar-repository.ts';
import { type Freeze, Freezes } from '../../domain/calendar/freeze.ts';
import { MaintenanceHours } from '../../domain/calendar/maintenance-hours.ts';
import { readRow } from '../read-rows.ts';
import type { Records, RowWrite } from '../records.ts';
import { resourceRepository } from '../resource/resource-repository.ts';
import { calendarPartition } from './calendar-keys.ts';
import { calendarVersionRow, freezeRow, maintenanceHoursRow } from './calendar-rows.ts';

export const calendarRepository = (records: Records): CalendarRepository => ({
  freezes: resourceRepository<Freeze>(records, Freezes, freezeRow),
  maintenanceHours: resourceRepository<MaintenanceHours>(records, MaintenanceHours, maintenanceHoursRow),
  rules: async () => {
    const rows = await records.query({ partition: calendarPartition });
    return {
      version: rows.find(calendarVersionRow.is)?.version ?? 0,
      freezes: rows.filter(freezeRow.is).map((row) => readRow(records, freezeRow, row)),
      maintenanceHours: rows.filter(maintenanceHoursRow.is).map((row) => readRow(records, maintenanceHoursRow, row)),
    };
  },
  moved: async () => {
    const { version = 0 } = (await records.read(calendarVersionRow.key({}))) ?? {};
    return calendarVersionRow.save({ of: 'calendars', version: version + 1 });
  },
  unchanged: ({ version }) => {
    const check: RowWrite = calendarVersionRow.unchanged({ of: 'calendars', version });
    return version === 0 ? { ...check, when: 'absent' } : check;
  },
});
