import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import type { MailFeedback, MailOutcome } from '../domain/mail/mail.ts';

/** The part that matters here of an SES event (format: SES developer guide, "Contents of event data"). */
const SesEvent = lazily(() =>
  z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string() }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
);

const outcomes: ReadonlyMap<string, MailOutcome> = new Map([
  ['Reject', 'failed'],
  ['DeliveryDelay', 'delayed'],
  ['Complaint', 'complaint'],
]);

/**
 * A transient bounce is a full mailbox, or an automatic reply to a mail that arrived. Any other bounce counts as a failure, also one whose
 * reason SES could not determine: a second mail does less harm than a decision that nobody is asked for.
 */
const outcomeOfBounce = (bounceType: string | undefined): MailOutcome => (bounceType === 'Transient' ? 'delayed' : 'failed');

/**
 * What an SES event says about a mail. Undefined for types of events that change nothing, such as a delivery.
 * @throws ZodError if it is not an SES event about a mail
 */
export const mailFeedbackOf = (detail: unknown): MailFeedback | undefined => {
  const { eventType, mail, bounce } = SesEvent().parse(detail);
  const outcome = eventType === 'Bounce' ? outcomeOfBounce(bounce?.bounceType) : outcomes.get(eventType);
  return outcome && { messageId: mail.messageId, outcome };
};
