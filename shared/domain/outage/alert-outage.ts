import * as z from 'zod';
import { day, earlier, type Instant, later, plus } from '../clock.ts';
import type { Episode } from '../episode/episode.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Line, visibleText } from '../text.ts';
import { Id, StoredTime } from '../values.ts';
import { type Outage, outageStates } from './outage.ts';

/** The most services that one alert is an outage of. The nearest ones come first. */
export const mostServicesOfAlert = 100;

/**
 * The services that an alert impairs: those that were down or degraded by its CIs when it was seen first (L2). The list is kept, because relations
 * may change before the alert is over.
 */
export const AlertOutage = lazily(() =>
  z.strictObject({
    episode: Id(),
    version: z.int().min(1),
    services: z
      .array(z.strictObject({ service: Id(), state: z.enum(outageStates), item: Id().meta({ description: 'The CI that impairs it' }) }))
      .max(mostServicesOfAlert),
    /** When the alert was over, and its outages had an end. */
    closedAt: StoredTime().optional(),
  }),
);
export type AlertOutage = Shape<typeof AlertOutage>;

/** What begins the keys of the outages that an alert is. */
const keyWord = 'episode';

/** The key of the outage of one alert. */
export const alertKey = (episode: string): string => `${keyWord} ${episode}`;

/** The key of the outage of several alerts together, under the alert with which it begins. */
export const jointKey = (episode: string): string => `${alertKey(episode)} joint`;

/** The episode of the alert that an outage is, or with which it begins if several are the outage together. Undefined for another source. */
export const episodeOf = ({ source, sourceKey }: Pick<Outage, 'source' | 'sourceKey'>): string | undefined => {
  const [word, episode] = sourceKey?.split(' ') ?? [];
  return source === 'alert' && word === keyWord ? episode : undefined;
};

/** How long before its receipt an alert may have begun, in milliseconds. */
const longestBefore = day;

/** The time of an outage that a monitor told of. Without an end, it goes on. */
export interface OutageTime {
  readonly start: Instant;
  readonly end?: Instant | undefined;
}

/**
 * The time of the outage that an alert is: from the start to the end that the monitor gave, neither of them after its receipt, and the start at
 * most 24 hours before it (L2). An alert that ended before it began lasts a millisecond. Undefined for one that was over when it came and had
 * no length.
 */
export const timeOfAlert = ({
  startsAt,
  receivedAt,
  endsAt,
  closedAt,
}: Pick<Episode, 'startsAt' | 'receivedAt' | 'endsAt' | 'closedAt'>): OutageTime | undefined => {
  const start = later(earlier(startsAt, receivedAt), plus(receivedAt, -longestBefore));
  if (closedAt === undefined) return { start };
  if (start === closedAt) return undefined;
  return { start, end: later(earlier(endsAt ?? closedAt, closedAt), plus(start, 1)) };
};

/** The longest cause of an outage. */
const longestCause = 500;

/** What an alert says about the cause of its outage, on one line: its name and its summary. Undefined if it says nothing readable. */
export const causeOfAlert = ({ labels, annotations }: Pick<Episode, 'labels' | 'annotations'>): string | undefined => {
  const words = [labels.alertname, annotations.summary].filter((text) => text !== undefined);
  const text = visibleText(words.join(': ')).slice(0, longestCause);
  // Labels are taken as they are sent. What is no line of text, such as half a character, is left out.
  return Line().safeParse(text).data;
};
