import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

/** What people are told of an agreement in a month: 80 per cent of the allowed outage time is used, or all of it and more (L3). */
export const breachKinds = ['near-breach', 'breached'] as const;
export type BreachKind = (typeof breachKinds)[number];

/** Notes that people were told of the agreement of a service in a month, so that each kind is told once. */
export const BreachNotice = lazily(() =>
  z.strictObject({
    service: Id(),
    /** The month in the zone of the agreement: `2026-11`. */
    month: z.string(),
    kind: z.enum(breachKinds),
    at: StoredTime(),
    version: z.literal(1),
  }),
);
export type BreachNotice = Shape<typeof BreachNotice>;
