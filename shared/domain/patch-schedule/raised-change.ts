import type { Occurrence } from '../calendar/occurrences.ts';
import { ChangeDraft } from '../change/change-fields.ts';
import { inUtc } from '../readable-time.ts';
import { dateIn } from '../zone-time.ts';
import { type PatchSchedule, referenceOf } from './patch-schedule.ts';

/** A title may have 200 characters. The date takes twelve of them. */
const longestName = 180;

/** The request for the change of an occurrence. Its title has the date on which the occurrence begins in the zone of the schedule. */
export const raisedChange = (schedule: PatchSchedule, occurrence: Occurrence): ChangeDraft => {
  const { name, items, mode, recurrence } = schedule;
  const { start, end, shifted } = occurrence;
  const date = dateIn(recurrence.zone, start);
  const shift = shifted ? ` The clock change moved its start to ${inUtc(start)}.` : '';
  return ChangeDraft().parse({
    title: `${name.slice(0, longestName)}, ${date}`,
    reason: `An occurrence of the patch schedule ${name}.${shift}`,
    items,
    window: { start, end, ...(mode === undefined ? {} : { mode }) },
    externalReference: referenceOf(schedule, occurrence),
  });
};
