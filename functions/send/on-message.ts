import * as z from 'zod';
import { type SendContext, sendDelivery } from '../../shared/application/episode/send-delivery.ts';
import { secondsUntil } from '../../shared/domain/clock.ts';
import { lazily } from '../../shared/domain/lazily.ts';
import { LaterAgain } from '../../shared/runtime/queue-messages.ts';

const Message = lazily(() => z.object({ episode: z.string(), n: z.int(), monitor: z.string() }));

/**
 * Sends the delivery that a message names (S10).
 * @throws LaterAgain if the delivery must be tried again
 */
export const onSendMessage = (context: SendContext) => {
  const send = sendDelivery(context);
  return async (body: string): Promise<void> => {
    const sent = await send(Message().parse(JSON.parse(body)));
    if (sent.kind === 'wait') throw new LaterAgain(secondsUntil(context.clock.now(), sent.until));
  };
};
