import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { retentionReasons } from '../domain/retention-table.ts';
import { Duration } from '../domain/values.ts';
import { route } from './contract.ts';

export const reportRetention = route({
  name: 'reportRetention',
  method: 'GET',
  path: '/v1/reports/retention',
  summary: 'How long each kind of record is kept: what finance, an agreement or an audit rests on never expires (E4)',
  access: 'signed-in',
  success: {
    status: 200,
    schema: lazily(() =>
      z.strictObject({
        items: z.array(
          z
            .strictObject({
              kind: z.string(),
              keptFor: Duration().nullable(),
              expires: z.boolean(),
              since: z.string().optional(),
              reasons: z.array(z.enum(retentionReasons)),
              rows: z.array(z.string()),
            })
            .meta({ id: 'Retention' }),
        ),
        nextCursor: z.string().optional(),
      }),
    ),
    table: 'text/csv',
  },
});

/** The columns of the table in CSV. */
export const retentionColumns = ['kind', 'keptFor', 'expires', 'since', 'reasons', 'rows'] as const;
