import { calendarRepository } from '../../shared/data/calendar/calendar-repository.ts';
import { calendarFeedRow } from '../../shared/data/calendar-feed/calendar-feed-rows.ts';
import { changeTemplateRepository } from '../../shared/data/change-template/change-template-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { patchScheduleRow } from '../../shared/data/patch-schedule/patch-schedule-rows.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type CalendarFeed, CalendarFeeds } from '../../shared/domain/calendar-feed/calendar-feed.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { calendarsFunction } from '../../shared/functions/areas.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { calendarsEndpoints } from './endpoints.ts';

export const handler = httpFunction(calendarsFunction, (context, env) =>
  calendarsEndpoints({
    ...context,
    ...changeRepositories(context.records),
    calendars: calendarRepository(context.records),
    calendarFeeds: resourceRepository<CalendarFeed>(context.records, CalendarFeeds, calendarFeedRow),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    publicUrl: env.PUBLIC_URL,
    changeTemplates: changeTemplateRepository(context.records),
    classes: classRepository(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
    patchSchedules: resourceRepository<PatchSchedule>(context.records, PatchSchedules, patchScheduleRow),
  }),
);
