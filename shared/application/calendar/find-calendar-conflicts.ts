import { calendarConflicts, freezesIn, hoursIn, type TimeSpan } from '../../domain/calendar/calendar-conflicts.ts';
import type { CalendarRules } from '../../domain/calendar/calendar-repository.ts';
import type { Conflict } from '../../domain/change/conflict.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { calendarItems } from './calendar-items.ts';

/**
 * What the calendars say against a change of these CIs at a time (H4), whatever the type of the change: its freezes, which block it, and a
 * warning outside maintenance hours. Items are read only if there are such calendars.
 */
export const findCalendarConflicts =
  (context: GroupContext) =>
  async (rules: CalendarRules, named: readonly string[], span: TimeSpan): Promise<readonly Conflict[]> => {
    const [freezes, hours] = await Promise.all([freezesIn(rules, span), hoursIn(rules, span)]);
    const calendars = [...freezes.map(({ freeze }) => freeze), ...hours.map((each) => each.hours)];
    if (calendars.length === 0) return [];
    return calendarConflicts({ freezes, hours }, await calendarItems(context)(named, calendars), span);
  };
