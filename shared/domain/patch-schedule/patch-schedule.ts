import * as z from 'zod';
import type { Occurrence } from '../calendar/occurrences.ts';
import { Recurrence } from '../calendar/recurrence.ts';
import { day, type Instant, plus } from '../clock.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Duration, durationMillis, Name, Reference } from '../values.ts';
import { mostNamedItems } from '../window/mask.ts';
import { windowModes } from '../window/window.ts';

/** The longest time that a change is raised before its occurrence, in days. */
const mostDaysAhead = 90;

const RaiseAhead = () =>
  Duration().refine((ahead) => {
    const millis = durationMillis(ahead);
    return millis > 0 && millis <= mostDaysAhead * day;
  }, `a time above zero and up to P${mostDaysAhead}D`);

/** Recurring work (H5): for each occurrence a change is raised ahead of time, which is then approved like any other. */
export const PatchSchedules = defineResource({
  noun: 'patch-schedule',
  plural: 'patch-schedules',
  fields: () => ({
    name: Name(),
    items: z.array(Reference()).min(1).max(mostNamedItems),
    recurrence: Recurrence(),
    /** How long before its occurrence a change is raised. */
    raiseAhead: RaiseAhead().default('P14D'),
    /** Whether each occurrence is approved by itself. */
    approval: z.enum(['occurrence']).default('occurrence'),
    /** The mode of the windows. Without it, that of changes. */
    mode: z.enum(windowModes).optional(),
  }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});

/** `requester`: the person in whose name changes are raised: who created the schedule, or for a client its responsible person. */
export type PatchSchedule = ResourceOf<typeof PatchSchedules.fields> & { readonly requester: string };

/** The system of the external references of raised changes. A reference is unique, so an occurrence is raised once. */
const referenceSystem = 'patch-schedule';

/** The external reference of the change for an occurrence. */
export const referenceOf = ({ id }: Pick<PatchSchedule, 'id'>, { start }: Pick<Occurrence, 'start'>) => ({
  system: referenceSystem,
  id: `${id}@${start}`,
});

/** When the change of an occurrence is raised. */
export const raisedAt = ({ raiseAhead }: Pick<PatchSchedule, 'raiseAhead'>, { start }: Pick<Occurrence, 'start'>): Instant =>
  plus(start, -durationMillis(raiseAhead));
