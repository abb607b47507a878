import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name } from '../values.ts';
import { CalendarMatch } from './calendar-match.ts';
import { Recurrence } from './recurrence.ts';

/**
 * When work on the matched CIs is expected (H4). A change outside is possible and has a warning. CIs that no maintenance hours match may be
 * worked on at any time.
 */
export const MaintenanceHours = defineResource({
  noun: 'maintenance-hours',
  plural: 'maintenance-hours',
  fields: () => ({ name: Name(), match: CalendarMatch().default({}), recurrence: Recurrence() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type MaintenanceHours = ResourceOf<typeof MaintenanceHours.fields>;
