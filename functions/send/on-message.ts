import * as z from 'zod';
import { type SendContext, sendDelivery } from '../../shared/application/episode/send-delivery.ts';
import { type Clock, millis, second } from '../../shared/domain/clock.ts';
import { lazily } from '../../shared/domain/lazily.ts';

const Message = lazily(() => z.object({ episode: z.string(), n: z.int(), monitor: z.string() }));

interface QueueMessage {
  readonly body: string;
  readonly receiptHandle: string;
}

interface MessageContext extends SendContext {
  readonly clock: Clock;
  /** Hides a message for some seconds, after which the queue delivers it again. */
  readonly hide: (receiptHandle: string, seconds: number) => Promise<void>;
}

/**
 * Sends the delivery that a message names (S10).
 * @returns `again` if the delivery must be tried again: the message is hidden until then, and the caller must report it as failed to SQS
 */
export const onSendMessage = (context: MessageContext) => {
  const send = sendDelivery(context);
  return async ({ body, receiptHandle }: QueueMessage): Promise<'done' | 'again'> => {
    const sent = await send(Message().parse(JSON.parse(body)));
    if (sent.kind !== 'wait') return 'done';
    const seconds = Math.ceil((millis(sent.until) - millis(context.clock.now())) / second);
    await context.hide(receiptHandle, Math.max(1, seconds));
    return 'again';
  };
};
