import {
  type CalendarFeedContext,
  createCalendarFeed,
  deleteCalendarFeed,
  ownFeed,
  ownsFeed,
  showCalendarFeeds,
} from '../../shared/application/calendar-feed/manage-calendar-feeds.ts';
import { type ReadFeedContext, readCalendarFeed } from '../../shared/application/calendar-feed/read-calendar-feed.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/calendar-feeds.ts';
import type { CalendarFeed } from '../../shared/domain/calendar-feed/calendar-feed.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { calendarAnswer, calendarFile } from './calendar-file.ts';

export type FeedsContext = CalendarFeedContext &
  Omit<ReadFeedContext, 'configurationItems' | 'calendarFeeds' | 'credentials'> &
  Pick<ReadFeedContext, 'configurationItems'> &
  NamesContext & {
    /** The public base URL of the API, without a trailing slash. */
    readonly publicUrl: string;
  };

/** The ending of the address of a feed, by which calendar programs know the format. */
const ending = /\.ics$/;

/** The endpoints of calendar feeds: four for their owners, and the calendar itself, which the secret in its address opens. */
export const feedEndpoints = (context: FeedsContext): readonly Endpoint[] => {
  const show = showCalendarFeeds(context);
  return [
    on(contract.createCalendarFeed, async ({ body, caller }) => {
      const { feed, token } = await createCalendarFeed(context)(body as CalendarFeed, caller);
      const url = `${context.publicUrl}/calendar/${token}.ics`;
      return new Answer({ ...(await show([feed]))[0], token, url }, { secret: true });
    }),
    on(contract.listCalendarFeeds, async ({ query, caller }) => {
      const list = `calendar feeds of ${caller.id}`;
      const page = await context.calendarFeeds.page(pageRequest(list, query), (feed) => ownsFeed(caller, feed));
      return pageAnswer(list, query, { ...page, items: await show(page.items) }, (feed) => feed);
    }),
    on(contract.readCalendarFeed, async ({ params, caller }) => (await show([await ownFeed(context)(params.id, caller)]))[0]),
    on(contract.deleteCalendarFeed, ({ params, ifMatch, caller }) => deleteCalendarFeed(context)(params.id, ifMatch, caller)),
    on(contract.openCalendarFeed, async ({ params }) => {
      const { name, entries } = await readCalendarFeed(context)(ending.test(params.token) ? params.token.replace(ending, '') : '');
      return calendarAnswer(calendarFile(name, entries));
    }),
  ];
};
