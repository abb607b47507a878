import { calendarConflicts, freezesIn, type TimeSpan } from '../../domain/calendar/calendar-conflicts.ts';
import type { CalendarRules } from '../../domain/calendar/calendar-repository.ts';
import type { Conflict } from '../../domain/change/change-fields.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { calendarItems } from './calendar-items.ts';

/**
 * The freezes that allow no change of these CIs at a time (H4), whatever the type of the change. Items are read only if there is a freeze
 * at that time.
 */
export const findFreezes =
  (context: GroupContext) =>
  async (rules: CalendarRules, named: readonly string[], span: TimeSpan): Promise<readonly Conflict[]> => {
    const freezes = await freezesIn(rules, span);
    if (freezes.length === 0) return [];
    const items = await calendarItems(context)(
      named,
      freezes.map(({ freeze }) => freeze),
    );
    return calendarConflicts({ freezes, hours: [] }, items, span);
  };
