import { type AskHolderContext, askHolder } from '../../shared/application/notification/ask-holder.ts';
import { mailDigest } from '../../shared/application/notification/mail-digest.ts';
import type { NotifyContext } from '../../shared/application/notification/notify-context.ts';
import { takeMailFeedback } from '../../shared/application/notification/take-mail-feedback.ts';
import { type AddressNoticeContext, tellAddresses } from '../../shared/application/notification/tell-addresses.ts';
import { type AssetNoticeContext, tellAssetOwners } from '../../shared/application/notification/tell-asset-owners.ts';
import { type OwnerNoticeContext, tellOwners } from '../../shared/application/notification/tell-owners.ts';
import { tellPeople } from '../../shared/application/notification/tell-people.ts';
import type { AcceptanceLinkRepository } from '../../shared/domain/assignment/acceptance-link.ts';
import type { Event } from '../../shared/domain/event/event.ts';
import { noticesOf } from '../../shared/domain/event/event-catalog.ts';
import type { Notice } from '../../shared/domain/event/event-record.ts';
import { type AssetMailKind, isAssetMailKind } from '../../shared/domain/mail/asset-mails.ts';
import type { MailKind } from '../../shared/domain/mail/mail-catalog.ts';
import { isMonitorMailKind, type MonitorMailKind } from '../../shared/domain/mail/monitor-mails.ts';
import { mailFeedbackOf } from '../../shared/mail/ses-feedback.ts';

/** An input of the function: an event of Quiesce, or an event of SES about a mail that was sent. */
export type Notification =
  | { readonly source: 'aws.ses'; readonly detail: unknown }
  | { readonly source: 'quiesce'; readonly detail: Event };

type SesNotification = Extract<Notification, { source: 'aws.ses' }>;

const takeSesEvent = async (context: NotifyContext, { detail }: SesNotification): Promise<void> => {
  const feedback = mailFeedbackOf(detail);
  if (feedback) await takeMailFeedback(context)(feedback);
};

/** The id of the change that an event is about: the subject of the event, or the change that caused it. */
const changeOf = ({ subject, change }: Event): string | undefined => (subject.type === 'change' ? subject.id : change);

type NoticeContext = NotifyContext &
  AddressNoticeContext &
  Omit<AskHolderContext, 'links'> & { readonly acceptances: AcceptanceLinkRepository };

/** The notices that are not in the catalog of mails, by the name that the record of the event gives. */
const notices: Readonly<Record<Notice, (context: NoticeContext) => (event: Event) => Promise<void>>> = {
  'both-addresses':
    (context) =>
    ({ subject, body }) =>
      tellAddresses(context)(subject.id, String(body.addressChange)),
  holder: (context) => askHolder({ ...context, links: context.acceptances }),
  digest:
    (context) =>
    ({ subject }) =>
      mailDigest(context)(subject.id),
};

type MailContext = NotifyContext & OwnerNoticeContext & AssetNoticeContext;

/** Sends the mail about a monitor, an asset or a change that the record of the event names. */
const sendMail = async (context: MailContext, kind: AssetMailKind | MailKind | MonitorMailKind, event: Event): Promise<void> => {
  const { id, subject, body } = event;
  if (isMonitorMailKind(kind)) return tellOwners(context)(kind, subject.id);
  if (isAssetMailKind(kind)) return tellAssetOwners(context)(kind, event);
  const change = changeOf(event);
  if (change) await tellPeople(context)(kind, change, { id, window: body.window, people: body.people, comment: body.comment });
};

/** What it takes to notify people of any event. */
export type NotificationContext = MailContext & NoticeContext;

/**
 * Notifies people of an event by mail (P6, H11, W2), and handles what SES reports about mails (P8). It stores which mails were sent, so that a repeated
 * event has no effect (E1).
 */
export const onEvent =
  (context: NotificationContext) =>
  async (notification: Notification): Promise<void> => {
    if (notification.source === 'aws.ses') return takeSesEvent(context, notification);
    const event = notification.detail;
    const { notice, mail } = noticesOf(event.name);
    if (notice) return notices[notice](context)(event);
    if (mail) await sendMail(context, mail, event);
  };
