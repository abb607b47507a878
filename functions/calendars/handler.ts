import { calendarRepository } from '../../shared/data/calendar/calendar-repository.ts';
import { changeTemplateRepository } from '../../shared/data/change-template/change-template-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { patchScheduleRow } from '../../shared/data/patch-schedule/patch-schedule-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import { calendarsFunction } from '../../shared/functions/areas.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { calendarsEndpoints } from './endpoints.ts';

export const handler = httpFunction(calendarsFunction, (context) =>
  calendarsEndpoints({
    ...context,
    ...changeRepositories(context.records),
    calendars: calendarRepository(context.records),
    changeTemplates: changeTemplateRepository(context.records),
    classes: classRepository(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
    patchSchedules: resourceRepository<PatchSchedule>(context.records, PatchSchedules, patchScheduleRow),
  }),
);
