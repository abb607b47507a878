import type { Change } from '../change/change.ts';
import { hasOffer } from '../change/window-offer.ts';
import type { Instant } from '../clock.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Name, Reference } from '../values.ts';

/** A calendar of the windows of changes, to which calendar programs subscribe by an address with a secret. Without a filter, of all changes. */
export const CalendarFeeds = defineResource({
  noun: 'calendar-feed',
  plural: 'calendar-feeds',
  fields: () => ({
    name: Name(),
    /** Only changes of this service, or of what it needs. */
    service: Reference().optional(),
    /** Only changes of configuration items of this team. */
    team: Reference().optional(),
  }),
});

/** `owner`: the person who made the feed. Only this person and admins see it, and it ends when this person leaves. */
export type CalendarFeed = ResourceOf<typeof CalendarFeeds.fields> & { readonly owner: string };

/** The statuses of the changes in a feed. */
export const feedStatuses = ['awaiting-approval', 'scheduled', 'implementing', 'cancelled'] as const satisfies readonly Change['status'][];

/** How long a cancelled change stays in feeds after the start of its window, in days, so that programs take it out of their calendars. */
export const cancelledDays = 30;

/** An entry of a feed: number, title and times of a change, and nothing else. */
export interface FeedEntry {
  /** The same for a change for ever. */
  readonly uid: string;
  readonly title: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly status: 'tentative' | 'confirmed' | 'cancelled';
  /** Rises with each edit. */
  readonly sequence: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const statusOf = ({ status }: Change): FeedEntry['status'] => {
  if (status === 'cancelled') return 'cancelled';
  return status === 'awaiting-approval' ? 'tentative' : 'confirmed';
};

/** The entry of a change. `undefined` for a change without times: one without a window, or whose start is not agreed. */
export const feedEntry = (change: Change): FeedEntry | undefined => {
  const { id, number, title, version, createdAt, updatedAt, window } = change;
  if (window?.start === undefined || window.end === undefined || hasOffer(change)) return undefined;
  const { start, end } = window;
  return {
    ...{ uid: `${id}@quiesce`, title: `${number} ${title}`, start, end },
    ...{ status: statusOf(change), sequence: version, createdAt, updatedAt },
  };
};
