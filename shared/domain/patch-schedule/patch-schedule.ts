import * as z from 'zod';
import type { Occurrence } from '../calendar/occurrences.ts';
import { Recurrence } from '../calendar/recurrence.ts';
import { day, type Instant, plus } from '../clock.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { plainForm } from '../text.ts';
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
    /** Whether each occurrence is approved by itself, or all of them by one standing approval. */
    approval: z.enum(['occurrence', 'standing']).default('occurrence'),
    /** The mode of the windows. Without it, that of changes. */
    mode: z.enum(windowModes).optional(),
    /** The template by which the changes are made, as it is when each of them is raised. */
    template: Reference().optional(),
  }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});

/** The change whose approval is the standing approval of a schedule, and the digest of what its approvers are asked to approve. */
export interface StandingRequest {
  readonly change: string;
  readonly digest: string;
}

export type PatchSchedule = ResourceOf<typeof PatchSchedules.fields> & {
  /** The person in whose name changes are raised: who created the schedule, or for a client its responsible person. */
  readonly requester: string;
  /** The actors who created and edited the schedule, and who was responsible for clients among them. None of them decides (P2). */
  readonly authors?: readonly string[] | undefined;
  readonly responsibles?: readonly string[] | undefined;
  readonly standing?: StandingRequest | undefined;
};

/** The system of the external references of raised changes. A reference is unique, so an occurrence is raised once. */
const referenceSystem = 'patch-schedule';

/** The external reference of the change for an occurrence. */
export const referenceOf = ({ id }: Pick<PatchSchedule, 'id'>, { start }: Pick<Occurrence, 'start'>) => ({
  system: referenceSystem,
  id: `${id}@${start}`,
});

/** Whether an external reference is of the system of raised changes. Two spellings that are one reference when stored are one here. */
export const isOfPatchSchedules = ({ system }: { readonly system: string }): boolean => plainForm(system) === referenceSystem;

/** The schedule and the start of the occurrence that an external reference names, if it names one. */
export const occurrenceNamed = (
  reference: { readonly system: string; readonly id: string } | undefined,
): { readonly schedule: string; readonly start: Instant } | undefined => {
  const [schedule, start] = reference?.system === referenceSystem ? reference.id.split('@') : [];
  return schedule === undefined || start === undefined ? undefined : { schedule, start };
};

/** When the change of an occurrence is raised. */
export const raisedAt = ({ raiseAhead }: Pick<PatchSchedule, 'raiseAhead'>, { start }: Pick<Occurrence, 'start'>): Instant =>
  plus(start, -durationMillis(raiseAhead));
