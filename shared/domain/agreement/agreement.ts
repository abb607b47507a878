import * as z from 'zod';
import { BookDate } from '../book/book-date.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Duration, Id, PlainDate, StoredTime, Zone } from '../values.ts';

/** What becomes of agreed downtime that was used: it is left out of the service time, counted as up, or counted as down (L1). */
export const plannedDowntimes = ['excluded', 'up', 'down'] as const;
export type PlannedDowntime = (typeof plannedDowntimes)[number];

export const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;

/** For which calendar period a downtime budget is. */
export const budgetPeriods = ['month', 'quarter', 'year'] as const;

/** How many days the longest of these periods have. */
export const longestBudgetDays: Readonly<Record<(typeof budgetPeriods)[number], number>> = { month: 31, quarter: 92, year: 366 };

const BeginningTime = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:00');
const EndTime = () => z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day such as 18:00, or 24:00 for the end of the day');

/** The same hours on some days of the week, in the zone of the agreement. */
const WeeklyHours = () =>
  z
    .strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), from: BeginningTime(), to: EndTime() })
    .superRefine(({ days, from, to }, context) => {
      const twice = days.findIndex((each, place) => days.indexOf(each) !== place);
      if (twice !== -1) fault(context, ['days', twice], 'agreement/day-twice', `${days[twice]} is named before; name it once`);
      if (to <= from)
        fault(context, ['to'], 'agreement/hours-end-before-start', `${to} is not after ${from}; name hours past midnight as two entries`);
    });
export type WeeklyHours = z.output<ReturnType<typeof WeeklyHours>>;

const fault = (context: z.RefinementCtx, path: (string | number)[], code: string, message: string): void =>
  context.addIssue({ code: 'custom', path, message, params: { code } });

/** Per cent with at most six places, as text: `99.9`. */
const Target = () =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,3})(\.\d{1,30})?$/, { error: 'per cent as text, such as 99.9', abort: true })
    .superRefine((target, context) => {
      const places = target.split('.')[1]?.length ?? 0;
      if (places > 6) fault(context, [], 'agreement/target-too-fine', `${target} has ${places} places; six are possible`);
      if (Number(target) > 100 || /^100\.0*[1-9]/.test(target))
        fault(context, [], 'agreement/target-over-100', `${target} is over 100 per cent; send at most 100`);
    });

const Holidays = (day: () => z.ZodType<string>) =>
  z
    .array(day())
    .max(400)
    .superRefine((dates, context) => {
      const twice = dates.findIndex((each, place) => dates.indexOf(each) !== place);
      if (twice !== -1) fault(context, [twice], 'agreement/holiday-twice', `${dates[twice]} is named before; name it once`);
    });

const PositiveDuration = () => Duration().refine((length) => /[1-9]/.test(length), 'a duration above zero such as PT4H');

const agreementTerms = (day: () => z.ZodType<string>) => ({
  /** The first day, in the zone of the agreement. */
  validFrom: day(),
  /** The last day, in the zone of the agreement. Unset: until the next version begins. */
  validTo: day().optional(),
  target: Target(),
  zone: Zone(),
  /** When the service is to be available. Unset: round the clock. */
  serviceHours: z.array(WeeklyHours()).min(1).max(50).optional(),
  /** Days without service time. */
  holidays: Holidays(day).optional(),
  /** When work on the service is expected. */
  maintenanceHours: z.array(WeeklyHours()).min(1).max(50).optional(),
  /** How much downtime changes may agree in a calendar period. */
  downtimeBudget: z.strictObject({ per: z.enum(budgetPeriods), length: Duration() }).optional(),
  /** How long an outage may last. */
  recoveryTime: PositiveDuration().optional(),
  /** How long before its start a window must be approved, so that its downtime is agreed. */
  minimumNotice: Duration().optional(),
  plannedDowntime: z.enum(plannedDowntimes).default('excluded'),
});

/** The body of `PUT /v1/services/{id}/agreement`. */
export const AgreementDraft = lazily(() => z.strictObject(agreementTerms(BookDate)).meta({ id: 'AgreementDraft' }));
export type AgreementDraft = Shape<typeof AgreementDraft>;

/** What a version says beside its times, as it is stored and answered. */
export const agreementFields = () => ({ service: Id(), ...agreementTerms(PlainDate) });

/**
 * One version of what was agreed for a service (L1). It is in force from the beginning of its first day to the end of its last one, or
 * until the next version begins. It never changes.
 */
export const Agreement = lazily(() => z.strictObject({ ...agreementFields(), version: z.int().min(1), createdAt: StoredTime() }));
export type Agreement = Shape<typeof Agreement>;
