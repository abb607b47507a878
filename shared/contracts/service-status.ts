import * as z from 'zod';
import { serviceStates } from '../domain/availability/service-status.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { noService } from './agreements.ts';
import { ExactDuration } from './availability.ts';
import { route } from './contract.ts';
import { changeNameFields } from './names.ts';

const ServiceStatusView = lazily(() =>
  z
    .strictObject({
      service: Id(),
      name: z.string(),
      state: z.enum(serviceStates),
      since: StoredTime().nullable(),
      until: StoredTime().optional(),
      why: z.array(z.strictObject({ change: Id().optional(), ...changeNameFields(), outage: Id().optional(), text: z.string() })),
      nextWindow: z
        .strictObject({ change: Id(), ...changeNameFields(), start: StoredTime(), end: StoredTime(), agreedDowntime: ExactDuration() })
        .optional(),
    })
    .meta({ id: 'ServiceStatus' }),
);

export const readServiceStatus = route({
  name: 'readServiceStatus',
  method: 'GET',
  path: '/v1/services/{id}/status',
  summary: 'Read how a service is now, since when and why, for a status page',
  access: 'signed-in',
  success: { status: 200, schema: ServiceStatusView },
  problems: { 404: noService },
});
