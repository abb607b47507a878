import * as z from 'zod';
import { eventNames } from '../domain/event/event-catalog.ts';
import { lazily } from '../domain/lazily.ts';
import { ExactLine } from '../domain/text.ts';
import { Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { EventView } from './events.ts';
import { pageOf, pageQuery } from './paging.ts';

export const listAuditEvents = route({
  name: 'listAuditEvents',
  method: 'GET',
  path: '/v1/audit-events',
  summary: 'List audit events, newest first, filtered by time, actor, subject and type',
  access: ['auditor', 'admin'],
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      from: Time().optional().meta({ description: 'By default 31 days before `to`, and at most 62 days before it' }),
      to: Time().optional().meta({ description: 'By default now' }),
      actor: ExactLine()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'An id, or `person:<id>`, `client:<id>`, `monitor:<id>`, `system`' }),
      subject: ExactLine()
        .regex(/^([a-z-]+\/)?[^/]{1,200}$/, 'an id, or <type>/<id> such as change/01936d3f-5c00-7000-8000-000000000001')
        .optional()
        .meta({ description: 'An id, or `<type>/<id>` such as `change/<id>`' }),
      type: z.enum(eventNames).optional().meta({ description: 'The name of the event' }),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(EventView())) },
  problems: { 400: ['audit/range-too-long'] },
});
