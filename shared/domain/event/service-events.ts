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

/** A month in the zone of the agreement, what has used its allowance up to now, and what is allowed in all of it. */
const breach = lazily(() =>
  z.strictObject({ month: z.string(), outage: Id(), outageTime: z.string(), allowedOutageTime: z.string(), target: z.string() }),
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
  AgreementNearBreach: {
    description:
      'The outages of a service have used 80 per cent of what its agreement allows in a month. It is recorded once a month. `isBreached`: the agreement is breached at the same time.',
    body: lazily(() => breach().extend({ isBreached: z.boolean() })),
    mail: 'near-breach',
  },
  AgreementBreached: {
    description: 'The outages of a service have used more than its agreement allows in a month. It is recorded once a month.',
    body: breach,
    mail: 'breached',
  },
} as const satisfies Readonly<Record<string, EventRecord>>;
