import * as z from 'zod';
import { type CalendarFeed, CalendarFeeds } from '../../domain/calendar-feed/calendar-feed.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, resourceFields } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

export const calendarFeedRow = defineResourceRow<CalendarFeed>(
  CalendarFeeds,
  lazily(() => z.strictObject({ ...resourceFields(), ...CalendarFeeds.fields(), owner: Id() })),
);
