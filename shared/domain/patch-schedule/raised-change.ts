import type { Occurrence } from '../calendar/occurrences.ts';
import { ChangeDraft } from '../change/change-fields.ts';
import type { ChangeTemplate } from '../change-template/change-template.ts';
import { inUtc } from '../readable-time.ts';
import { durationMillis } from '../values.ts';
import { dateIn } from '../zone-time.ts';
import { type PatchSchedule, referenceOf } from './patch-schedule.ts';

/** A title may have 200 characters. The date takes twelve of them. */
const longestName = 180;

/** An agreed downtime that is longer than the occurrence says nothing: without it, the whole window is agreed. */
const agreedWithin = (template: ChangeTemplate | undefined, length: string) => {
  const { agreedDowntime } = template?.change.window ?? {};
  return agreedDowntime !== undefined && durationMillis(agreedDowntime) <= durationMillis(length) ? { agreedDowntime } : {};
};

/** The window of an occurrence. What the schedule does not say, its template says. */
const windowOfOccurrence = ({ mode, recurrence }: PatchSchedule, { start, end }: Occurrence, template: ChangeTemplate | undefined) => {
  const { length, agreedDowntime, ...terms } = template?.change.window ?? {};
  return { ...terms, ...agreedWithin(template, recurrence.length), ...(mode === undefined ? {} : { mode }), start, end };
};

/**
 * The request for the change of an occurrence. Its title has the date on which the occurrence begins in the zone of the schedule.
 * @param template the template of the schedule as it is now
 */
export const raisedChange = (schedule: PatchSchedule, occurrence: Occurrence, template?: ChangeTemplate): ChangeDraft => {
  const { name, items, recurrence } = schedule;
  const { start, shifted } = occurrence;
  const date = dateIn(recurrence.zone, start);
  const shift = shifted ? ` The clock change moved its start to ${inUtc(start)}.` : '';
  return ChangeDraft().parse({
    title: `${(template?.change.title ?? name).slice(0, longestName)}, ${date}`,
    reason: `An occurrence of the patch schedule ${name}.${shift}`,
    items,
    window: windowOfOccurrence(schedule, occurrence, template),
    externalReference: referenceOf(schedule, occurrence),
    ...(template ? { template: template.id } : {}),
  });
};
