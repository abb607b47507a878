import * as z from 'zod';
import { Freezes, storedFreezeFields } from '../domain/calendar/freeze.ts';
import { MaintenanceHours } from '../domain/calendar/maintenance-hours.ts';
import { lazily } from '../domain/lazily.ts';
import { Duration, resourceFields, StoredTime, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { namedItems } from './named-items.ts';
import { nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** The names of what a calendar matches. They are beside the match, which clients send back in a patch. */
const matchNames = () => ({ itemName: nameView(), serviceName: nameView() });

const FreezeView = lazily(() => z.strictObject({ ...resourceFields(), ...storedFreezeFields(), ...matchNames() }).meta({ id: 'Freeze' }));
const MaintenanceHoursView = resourceView(MaintenanceHours, matchNames);

/** Why a recurrence may be refused. */
export const recurrenceFaults = [
  ...['recurrence/invalid-rule', 'recurrence/below-a-minute', 'recurrence/two-times'],
  ...['recurrence/too-many', 'recurrence/never'],
];
const unknown = [...recurrenceFaults, 'item/unknown', 'service/unknown', 'class/unknown'];

export const freezes = resourceRoutes(Freezes, FreezeView, {
  read: 'signed-in',
  write: ['change-manager'],
  unknown: ['freeze/no-time', 'freeze/two-times', 'freeze/ends-before-start', ...unknown],
});

export const maintenanceHours = resourceRoutes(MaintenanceHours, MaintenanceHoursView, {
  read: 'signed-in',
  write: ['change-manager'],
  unknown,
});

export const findSlots = route({
  name: 'findSlots',
  method: 'GET',
  path: '/v1/slots',
  summary: 'Find the next times at which configuration items can be changed (H3)',
  access: 'signed-in',
  lists: { item: 'repeated' },
  query: lazily(() =>
    z.strictObject({
      item: namedItems(),
      length: Duration().meta({ description: 'How long the change takes, up to P14D' }),
      from: Time().optional().meta({ description: 'By default now. A part of the range that has passed is left out' }),
      to: Time().optional().meta({ description: 'By default 30 days after from, and at most 62' }),
      count: z.coerce.number().int().min(1).max(100).default(10).meta({ description: 'The most slots' }),
    }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          items: z.array(
            z.strictObject({ start: StoredTime(), end: StoredTime(), warnings: z.array(z.enum(['outside-maintenance-hours'])) }),
          ),
        })
        .meta({ id: 'Slots' }),
    ),
  },
  problems: { 400: ['item/unknown', 'configuration-item/unknown'] },
});
