import { mailBounced } from '../../shared/application/notification/mail-bounced.ts';
import type { NotifyContext } from '../../shared/application/notification/notify-context.ts';
import { type AddressNoticeContext, tellAddresses } from '../../shared/application/notification/tell-addresses.ts';
import { tellPeople } from '../../shared/application/notification/tell-people.ts';
import type { Event } from '../../shared/domain/event/event.ts';
import { mailOfEvent } from '../../shared/domain/event/event-catalog.ts';

/** What the rules deliver: an event of ours, or SES's event of a bounced mail (its format: SES developer guide, "EventBridge"). */
export type Notification =
  | { readonly source: 'aws.ses'; readonly detail: { readonly mail: { readonly messageId: string } } }
  | { readonly source: string; readonly detail: Event };

const isBounce = (notification: Notification): notification is Extract<Notification, { source: 'aws.ses' }> =>
  notification.source === 'aws.ses';

/** The change that an event is about: its subject, or the change under which it happened. */
const changeOf = ({ subject, change }: Event): string | undefined => (subject.type === 'change' ? subject.id : change);

/** Tells people by mail what happened (P6, H11, W2), and handles bounced mails (P8). Idempotent by state (E1). */
export const onEvent =
  (context: NotifyContext & AddressNoticeContext) =>
  async (notification: Notification): Promise<void> => {
    if (isBounce(notification)) return mailBounced(context)(notification.detail.mail.messageId);
    const { name, subject, body } = notification.detail;
    if (name === 'PersonAddressChanged') return tellAddresses(context)(subject.id, String(body.addressChange));
    const kind = mailOfEvent(name);
    const change = changeOf(notification.detail);
    if (kind && change) await tellPeople(context)(kind, change);
  };
