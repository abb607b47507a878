import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { type PatchSchedule, PatchSchedules } from '../../domain/patch-schedule/patch-schedule.ts';
import { Id, resourceFields } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

export const patchScheduleRow = defineResourceRow<PatchSchedule>(
  PatchSchedules,
  lazily(() =>
    z.strictObject({
      ...{ ...resourceFields(), ...PatchSchedules.fields(), requester: Id() },
      authors: z.array(z.string()).optional(),
      responsibles: z.array(Id()).optional(),
      standing: z.strictObject({ change: Id(), digest: z.string() }).optional(),
    }),
  ),
);
