import type { CalendarMatch } from '../../domain/calendar/calendar-match.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Freezes or maintenance hours as the API answers them: with the names of the item and the service that they match. */
export const showCalendars =
  (context: NamesContext) =>
  async <Calendar extends { readonly match: CalendarMatch }>(calendars: readonly Calendar[]) => {
    const matched = calendars.flatMap(({ match }) => [match.item, match.service]);
    const names = await namesOf(context)(referencesTo('item', matched));
    return calendars.map((calendar) => {
      const { item, service } = calendar.match;
      const ids = {
        ...(item === undefined ? {} : { item: names.item(item) }),
        ...(service === undefined ? {} : { service: names.item(service) }),
      };
      return { ...calendar, match: { ...calendar.match, ...ids }, itemName: names.of(item), serviceName: names.of(service) };
    });
  };
