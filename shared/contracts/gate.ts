import * as z from 'zod';
import { gateReasons } from '../domain/control/pipeline-gate.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, StoredTime, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { namedItems } from './named-items.ts';

export const passGate = route({
  name: 'passGate',
  method: 'GET',
  path: '/v1/gate',
  summary: 'Ask whether configuration items may be changed now, or at another time, and under which change: for pipelines (H11)',
  access: 'signed-in',
  lists: { item: 'repeated' },
  query: lazily(() =>
    z.strictObject({
      item: namedItems(),
      at: Time().optional().meta({ description: 'By default now. At another time, scheduled changes count with their windows' }),
    }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          allowed: z.boolean(),
          items: z.array(
            z.strictObject({
              ...{ item: Id(), name: z.string(), allowed: z.boolean() },
              ...{ change: Id().optional(), number: z.string().optional(), title: z.string().optional(), until: StoredTime().optional() },
              ...{ overrun: z.boolean(), reasons: z.array(z.enum(gateReasons)) },
            }),
          ),
        })
        .meta({ id: 'Gate' }),
    ),
  },
  problems: { 400: ['item/unknown', 'configuration-item/unknown', 'configuration-item/ambiguous'] },
});
