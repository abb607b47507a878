import { type CalendarFeed, cancelledDays, type FeedEntry, feedEntry, feedStatuses } from '../../domain/calendar-feed/calendar-feed.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { type Clock, day, plus } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { accepts, type CredentialRepository } from '../../domain/token/credential.ts';
import { readToken } from '../../domain/token/machine-token.ts';
import { ownedChanges } from '../change/owned-changes.ts';
import type { GroupContext } from '../impact/group-members.ts';

export interface ReadFeedContext extends GroupContext {
  readonly calendarFeeds: Pick<ResourceRepository<CalendarFeed>, 'find'>;
  readonly credentials: Pick<CredentialRepository, 'find'>;
  readonly people: Pick<ResourceRepository<Person>, 'find'>;
  readonly changes: Pick<ChangeRepository, 'page'>;
  readonly clock: Clock;
}

/** The most changes of each status in a feed, those that start first. */
const mostOfStatus = 200;

/** One answer for every token that opens nothing, so that it tells nothing about others. */
const unknownFeed = () =>
  new DomainError('missing', 'calendar-feed/unknown', 'this calendar address is unknown, or was revoked; create another one');

/** The feed of a token. A malformed token is refused without a read. @throws DomainError missing `calendar-feed/unknown` */
const feedOf = async ({ calendarFeeds, credentials, people, clock }: ReadFeedContext, token: string): Promise<CalendarFeed> => {
  const parts = readToken(token);
  if (parts?.kind !== 'feed') throw unknownFeed();
  const credential = await credentials.find('feed', parts.id);
  const now = clock.now();
  if (!credential || !accepts(credential, parts, now)) throw unknownFeed();
  const feed = await calendarFeeds.find(parts.id);
  const owner = feed && (await people.find(feed.owner));
  if (!feed || !owner || !isActive(owner, now)) throw unknownFeed();
  return feed;
};

/**
 * The entries of the feed that a token opens: at most 200 of each status. At most 1,000 rows are read for each of four statuses.
 * @throws DomainError missing `calendar-feed/unknown`
 */
export const readCalendarFeed =
  (context: ReadFeedContext) =>
  async (token: string): Promise<{ readonly name: string; readonly entries: readonly FeedEntry[] }> => {
    const feed = await feedOf(context, token);
    const fits = await ownedChanges(context)(feed);
    const recent = plus(context.clock.now(), -cancelledDays * day);
    const pages = await inParallel(feedStatuses, feedStatuses.length, (status) =>
      context.changes.page(
        { limit: mostOfStatus, status, ...(status === 'cancelled' ? { from: recent } : {}) },
        (change) => feedEntry(change) !== undefined && fits(change),
      ),
    );
    return { name: feed.name, entries: pages.flatMap(({ items }) => items).flatMap((change) => feedEntry(change) ?? []) };
  };
