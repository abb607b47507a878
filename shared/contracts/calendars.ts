import { Freezes } from '../domain/calendar/freeze.ts';
import { MaintenanceHours } from '../domain/calendar/maintenance-hours.ts';
import { nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** The names of what a calendar matches. They are beside the match, which clients send back in a patch. */
const matchNames = () => ({ itemName: nameView(), serviceName: nameView() });

const FreezeView = resourceView(Freezes, matchNames);
const MaintenanceHoursView = resourceView(MaintenanceHours, matchNames);

/** Codes of recurrences that are refused only after they were generated. */
export const recurrenceFaults = ['recurrence/invalid-rule', 'recurrence/too-many', 'recurrence/never'];
const unknown = [...recurrenceFaults, 'item/unknown', 'service/unknown', 'class/unknown'];

export const freezes = resourceRoutes(Freezes, FreezeView, {
  read: 'signed-in',
  write: ['change-manager'],
  unknown: ['freeze/no-time', 'freeze/two-times', 'freeze/ends-before-start', ...unknown],
});

export const maintenanceHours = resourceRoutes(MaintenanceHours, MaintenanceHoursView, { read: 'signed-in', write: ['change-manager'], unknown });

/** All routes of calendars. */
export const calendarRoutes = [...Object.values(freezes), ...Object.values(maintenanceHours)];
