import * as z from 'zod';
import { CalendarFeeds } from '../domain/calendar-feed/calendar-feed.ts';
import { lazily } from '../domain/lazily.ts';
import { Id } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

const CalendarFeedView = resourceView(CalendarFeeds, () => ({
  owner: Id(),
  ownerName: nameView(),
  serviceName: nameView(),
  teamName: nameView(),
}));

const { create, list, read, remove } = resourceRoutes(CalendarFeeds, CalendarFeedView, { read: 'signed-in', write: 'signed-in' });

export const createCalendarFeed = route({
  ...create,
  summary: 'Create a calendar feed of the windows of changes; its token and its address are shown only once',
  success: {
    status: 201,
    schema: lazily(() => CalendarFeedView().extend({ token: z.string(), url: z.string() }).meta({ id: 'NewCalendarFeed' })),
  },
  problems: { 400: ['service/unknown', 'item/unknown', 'team/unknown'], 403: ['calendar-feed/people-only'] },
});

export const listCalendarFeeds = route({ ...list, summary: 'List your calendar feeds, in the order of their creation; an admin sees all' });

export const readCalendarFeed = read;

export const deleteCalendarFeed = route({
  ...remove,
  summary: 'Revoke a calendar feed: its address answers nothing any more',
  problems: { 404: ['calendar-feed/not-found'] },
});

export const openCalendarFeed = route({
  name: 'openCalendarFeed',
  method: 'GET',
  path: '/calendar/{token}',
  summary: 'The calendar of a feed as iCalendar (RFC 5545). The path is the token with the ending .ics; no other token is needed',
  access: 'anyone',
  query: lazily(() => z.object({})),
  success: { status: 200, contentType: 'text/calendar; charset=utf-8', description: 'Numbers, titles and times of changes, in UTC' },
  problems: { 404: ['calendar-feed/unknown'] },
  explicitKey: true,
});
