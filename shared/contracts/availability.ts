import * as z from 'zod';
import { intervalKinds, intervalReasons } from '../domain/availability/explanation.ts';
import { BookDate, BookTime } from '../domain/book/book-date.ts';
import { lazily } from '../domain/lazily.ts';
import { outageSources } from '../domain/outage/outage.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { noService } from './agreements.ts';
import { route } from './contract.ts';
import { changeNameFields } from './names.ts';

/** A date, or a time with any offset, which is converted to UTC with milliseconds. */
const TimeOrDate = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(T.{1,40})?$/, 'a date such as 2026-11-01, or a time such as 2026-11-01T00:00:00Z')
    .transform((text, context) => {
      const { success, data, error } = (text.includes('T') ? BookTime() : BookDate()).safeParse(text);
      if (success) return data;
      for (const { message } of error.issues) context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

/** A duration of ISO 8601 that may have a fraction of a second. */
export const ExactDuration = () =>
  z
    .string()
    .regex(/^PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?$/)
    .meta({ description: 'An ISO 8601 duration, to the millisecond: PT44M34.8S' });
const Percent = () => z.string().regex(/^\d+(\.\d+)?$/);

const ExplainedInterval = () =>
  z.strictObject({
    start: StoredTime(),
    end: StoredTime(),
    kind: z.enum(intervalKinds),
    source: z.enum(outageSources),
    change: Id().optional(),
    ...changeNameFields(),
    outage: Id().optional(),
    reason: z.enum(intervalReasons),
  });

/** The figures of a period. */
export const availabilityFigures = () => ({
  serviceTime: ExactDuration(),
  agreedDowntimeUsed: ExactDuration(),
  outageTime: ExactDuration(),
  allowedOutageTime: ExactDuration(),
  availability: Percent().nullable(),
  target: Percent().nullable(),
  met: z.boolean().nullable(),
  recovery: z.strictObject({ allowed: ExactDuration(), worst: ExactDuration(), met: z.boolean() }).nullable(),
  corrections: z.int().min(0),
});

const AvailabilityView = lazily(() =>
  z
    .strictObject({
      service: Id(),
      name: z.string(),
      from: StoredTime(),
      to: StoredTime(),
      countedTo: StoredTime(),
      ...availabilityFigures(),
      agreements: z.array(z.strictObject({ version: z.int().min(1), from: StoredTime(), to: StoredTime(), target: Percent() })),
      intervals: z.array(ExplainedInterval()),
    })
    .meta({ id: 'Availability' }),
);

export const readAvailability = route({
  name: 'readAvailability',
  method: 'GET',
  path: '/v1/services/{id}/availability',
  summary: 'Read the availability of a service in a period of up to 400 days, with the intervals behind each number (L2, L3)',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      from: TimeOrDate().optional().meta({
        description:
          'The beginning: a time, or a date in the zone of the agreement. Unset: the first day of the month of `to`, or of this month',
      }),
      to: TimeOrDate().optional().meta({
        description:
          'The end: a time, which is not included, or the last date. Unset: the last day of the month of `from`, or of this month',
      }),
    }),
  ),
  success: { status: 200, schema: AvailabilityView },
  problems: { 400: ['query/invalid', 'period/too-long'], 404: [...noService, 'agreement/not-found'] },
});
