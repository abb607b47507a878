import * as z from 'zod';
import { BookTime } from '../domain/book/book-date.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { noService } from './agreements.ts';
import { ExactDuration } from './availability.ts';
import { route } from './contract.ts';

const DowntimeBudgetView = lazily(() =>
  z
    .strictObject({
      service: Id(),
      name: z.string(),
      agreement: z.int().min(1),
      period: z.strictObject({ from: StoredTime(), to: StoredTime() }),
      allowed: ExactDuration(),
      used: ExactDuration(),
      planned: ExactDuration(),
      left: ExactDuration(),
    })
    .meta({ id: 'DowntimeBudget' }),
);

export const readDowntimeBudget = route({
  name: 'readDowntimeBudget',
  method: 'GET',
  path: '/v1/services/{id}/downtime-budget',
  summary: 'Read what is left of the downtime budget of a service in a month, quarter or year (L1)',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      at: BookTime().optional().meta({ description: 'A time in the month, quarter or year that is asked for. Unset: now' }),
    }),
  ),
  success: { status: 200, schema: DowntimeBudgetView },
  problems: { 404: [...noService, 'agreement/not-found', 'agreement/no-budget'] },
});
