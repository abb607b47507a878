import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { outageSources, outageStates } from '../outage/outage.ts';
import { Id, PlainDate, StoredTime } from '../values.ts';
import type { EventRecord } from './event-record.ts';

const outage = lazily(() =>
  z.strictObject({
    ...{ outage: Id(), state: z.enum(outageStates), source: z.enum(outageSources) },
    ...{ start: StoredTime(), end: StoredTime().optional() },
  }),
);

/** The events of services: agreements and outages. Their subject is the service. */
export const serviceEvents = {
  AgreementMade: {
    description: 'A version of the agreement of a service was made. It is in force from a day on.',
    body: lazily(() => z.strictObject({ version: z.int().min(1), validFrom: PlainDate() })),
  },
  OutageRecorded: { description: 'An outage of a service became known. Without an end it goes on.', body: outage },
  OutageUpdated: { description: 'The source of an outage told more of it, such as its end.', body: outage },
  OutageCorrected: {
    description: 'Somebody corrected an outage, for a reason. The body has what it says now.',
    body: lazily(() => outage().extend({ reason: z.string() })),
  },
} as const satisfies Readonly<Record<string, EventRecord>>;
