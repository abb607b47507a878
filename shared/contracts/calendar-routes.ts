import { createCalendarFeed, deleteCalendarFeed, listCalendarFeeds, openCalendarFeed, readCalendarFeed } from './calendar-feeds.ts';
import { findSlots, freezes, maintenanceHours } from './calendars.ts';
import { listOccurrences, patchSchedules } from './patch-schedules.ts';

/** The routes of the area "Calendars". No spreads: the bundler removes this list from other functions only without them. */
export const calendarRoutes = [
  freezes.create,
  freezes.list,
  freezes.read,
  freezes.patch,
  freezes.remove,
  maintenanceHours.create,
  maintenanceHours.list,
  maintenanceHours.read,
  maintenanceHours.patch,
  maintenanceHours.remove,
  patchSchedules.create,
  patchSchedules.list,
  patchSchedules.read,
  patchSchedules.patch,
  patchSchedules.remove,
  listOccurrences,
  findSlots,
  createCalendarFeed,
  listCalendarFeeds,
  readCalendarFeed,
  deleteCalendarFeed,
  openCalendarFeed,
];
