import type { Instant } from '../clock.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { Delivery, Episode } from './episode.ts';
import type { TopicMessage } from './receiver.ts';

/** A change in the body of a delivery, with its title and status at the time of sending. */
export interface ChangeSummary {
  readonly id: string;
  readonly number: string;
  readonly title?: string | undefined;
  readonly status?: string | undefined;
}

/** The data for the body of a delivery, other than the delivery's own row. */
interface DeliveryContext {
  readonly episode: Episode;
  readonly items: readonly ConfigurationItem[];
  readonly changes: readonly ChangeSummary[];
  readonly now: Instant;
}

/** The id of a delivery: `<episode>#<n>`. It is the same for every try, so that a receiver can detect duplicates. */
export const deliveryId = ({ episode, n }: Pick<Delivery, 'episode' | 'n'>): string => `${episode}#${n}`;

const itemSummary = ({ id, name, class: className, criticality, ownerTeam }: ConfigurationItem) => ({
  id,
  name,
  class: className,
  criticality,
  ownerTeam,
});

/** The body that a receiver gets: one alert per delivery. Fields without a value are left out. */
export const deliveryBody = (delivery: Delivery, { episode, items, changes, now }: DeliveryContext) => ({
  type: `alert.${delivery.kind}` as const,
  id: deliveryId(delivery),
  timestamp: now,
  data: {
    episode: episode.id,
    monitor: episode.monitor,
    status: delivery.kind,
    labels: episode.labels,
    annotations: episode.annotations,
    startsAt: delivery.startsAt,
    endsAt: delivery.endsAt ?? null,
    fingerprint: episode.fingerprint,
    generatorURL: episode.generatorURL,
    externalURL: episode.externalURL,
    items: items.map(itemSummary),
    note: delivery.note,
    reason: delivery.reason,
    changes,
  },
});

/** SNS accepts a subject of up to 100 characters that are printable ASCII. */
const subjectOf = (text: string): string => text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 99);

/** The message that a topic gets: the body of a webhook, and attributes by which subscriptions can filter. */
export const topicMessage = (content: ReturnType<typeof deliveryBody>): TopicMessage => {
  const { id, type, data } = content;
  const { alarmName, alertname = alarmName ?? data.fingerprint } = data.labels;
  return {
    subject: subjectOf(`${data.status.toUpperCase()}: ${alertname}`),
    body: JSON.stringify(content),
    attributes: { id, type, episode: data.episode, monitor: data.monitor },
    group: data.episode,
    id,
  };
};
