import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { StoredTime } from '../domain/values.ts';

/** An event as the API answers it. */
export const EventView = lazily(() =>
  z
    .strictObject({
      id: z.string(),
      version: z.int().min(1),
      name: z.string(),
      schema: z.int().min(1),
      actor: z.string(),
      subject: z.strictObject({ type: z.string(), id: z.string() }),
      time: StoredTime(),
      change: z.string().optional(),
      body: z.record(z.string(), z.unknown()),
    })
    .meta({ id: 'Event' }),
);
