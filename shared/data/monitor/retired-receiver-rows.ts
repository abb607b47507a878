import * as z from 'zod';
import { day, plus } from '../../domain/clock.ts';
import { lazily } from '../../domain/lazily.ts';
import type { RetiredReceiver } from '../../domain/monitor/retired-receiver.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { storedReceiver } from './monitor-rows.ts';

/** Longer than a window with its grace period, the tries of a delivery, and the time in a dead-letter queue together, in days. */
const keptDays = 45;

const RetiredReceiverRow = lazily(() =>
  z.strictObject({ id: Id(), receiver: storedReceiver(), retiredAt: StoredTime(), version: z.literal(1) }),
);

/** MONITOR#<id> | RETIRED   the receiver of a deleted monitor, for what is still to be sent */
export const retiredReceiverRow = defineRow<RetiredReceiver, Pick<RetiredReceiver, 'id'>>({
  type: 'RetiredReceiver',
  schema: RetiredReceiverRow as () => z.ZodType<RetiredReceiver>,
  primary: ({ id }) => ({ pk: key('MONITOR', id), sk: 'RETIRED' }),
  expiresAt: ({ retiredAt }) => plus(retiredAt, keptDays * day),
});
