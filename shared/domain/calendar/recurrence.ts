import * as z from 'zod';
import { day, type Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { MachineLine } from '../text.ts';
import { Duration, durationMillis, PlainDate, Zone } from '../values.ts';
import { dateIn } from '../zone-time.ts';
import { isFreeOfBeginning, rruleFault, rruleParts } from './rrule.ts';

/** The longest occurrence, in days. A window may be no longer than 14 days, a freeze of a season may be. */
const longestDays = 92;

const TimeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 02:30');

const Rrule = () =>
  MachineLine()
    .max(500)
    .superRefine((rrule, context) => {
      const fault = rruleFault(rrule);
      if (fault) context.addIssue({ code: 'custom', message: fault.message, params: { code: fault.code } });
    });

const Length = () =>
  Duration().refine((length) => {
    const millis = durationMillis(length);
    return millis > 0 && millis <= longestDays * day;
  }, `a length above zero and up to P${longestDays}D`);

/**
 * A recurring time (H4, H5): a rule of RFC 5545 in a time zone, and how long each occurrence takes. The time of day is `start`, or BYHOUR
 * and BYMINUTE of the rule, or midnight. `start` is wall-clock time, `length` is elapsed time. `from`: the first day; unset, the day on
 * which the recurrence was created. `exceptions`: days on which no occurrence begins.
 */
export const Recurrence = lazily(() =>
  z
    .strictObject({
      rrule: Rrule(),
      zone: Zone(),
      length: Length(),
      start: TimeOfDay().optional(),
      from: PlainDate().optional(),
      exceptions: z.array(PlainDate()).max(366).optional(),
    })
    .superRefine(({ rrule, start }, context) => {
      const parts = rruleParts(rrule);
      if (start === undefined || !(parts.has('BYHOUR') || parts.has('BYMINUTE'))) return;
      const message = 'a time of day only once; leave out start, or BYHOUR and BYMINUTE of the rule';
      context.addIssue({ code: 'custom', path: ['start'], message, params: { code: 'recurrence/two-times' } });
    })
    .meta({ id: 'Recurrence' }),
);
export type Recurrence = Shape<typeof Recurrence>;

/** A recurrence whose first day is known. All functions over occurrences need it. */
export type DatedRecurrence = Recurrence & { readonly from: string };

/** The first day of rules that occur on the same days wherever they begin, so that such a recurrence is in force from its creation. */
const firstDay = '2000-01-01';

/** The recurrence with its first day, which follows from when it was created if it has none. */
export const dated = (recurrence: Recurrence, createdAt: Instant): DatedRecurrence => ({
  ...recurrence,
  from: recurrence.from ?? (isFreeOfBeginning(recurrence.rrule) ? firstDay : dateIn(recurrence.zone, createdAt)),
});
