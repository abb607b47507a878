import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { PatchSchedules } from '../domain/patch-schedule/patch-schedule.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { recurrenceFaults } from './calendars.ts';
import { route } from './contract.ts';
import { itemNamesView, nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** The change that carries a standing approval, the digest of what was approved, and until when it is in force. */
const StandingApprovalView = () =>
  z.strictObject({ change: Id(), number: z.string(), title: z.string(), digest: z.string(), until: StoredTime() }).nullable();

const PatchScheduleView = resourceView(PatchSchedules, () => ({
  requester: Id(),
  requesterName: nameView(),
  itemNames: itemNamesView(),
  templateName: nameView(),
  standingApproval: StandingApprovalView().optional(),
}));

export const patchSchedules = resourceRoutes(PatchSchedules, PatchScheduleView, {
  read: 'signed-in',
  write: ['change-manager'],
  unknown: [...recurrenceFaults, 'window/too-long', 'item/unknown', 'configuration-item/unknown', 'change-template/unknown'],
  refused: ['template/out-of-bounds'],
});

export const listOccurrences = route({
  name: 'listOccurrences',
  method: 'GET',
  path: '/v1/patch-schedules/{id}/occurrences',
  summary: 'List the next occurrences of a patch schedule in UTC, with the changes that were raised for them (H5)',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ count: z.coerce.number().int().min(1).max(100).default(10) })),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          items: z.array(
            z.strictObject({ start: StoredTime(), end: StoredTime(), shifted: z.literal(true).optional(), change: Id().optional() }),
          ),
        })
        .meta({ id: 'Occurrences' }),
    ),
  },
  problems: { 404: ['patch-schedule/not-found'] },
});
