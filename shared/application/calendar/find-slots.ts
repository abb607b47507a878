import { calendarConflicts, freezesIn, hoursIn, type TimeSpan } from '../../domain/calendar/calendar-conflicts.ts';
import { isMatched } from '../../domain/calendar/calendar-match.ts';
import type { CalendarRepository } from '../../domain/calendar/calendar-repository.ts';
import { freeSlots } from '../../domain/calendar/free-slots.ts';
import { type Clock, day, type Instant, later, millis, plus } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { assertTimeRange } from '../../domain/time-range.ts';
import { durationMillis } from '../../domain/values.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import type { ChangeContext } from '../change/context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { calendarItems } from './calendar-items.ts';
import { reservedTimes } from './reserved-times.ts';

export interface SlotContext extends Pick<ChangeContext, 'reservations' | 'windows' | 'relations'> {
  readonly calendars: Pick<CalendarRepository, 'rules'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'idsWith'>;
  readonly references: ItemReferences;
  readonly clock: Clock;
}

/** The longest range in which slots are looked for, in days. */
export const longestSearchDays = 62;
const usualSearchDays = 30;

interface SlotQuery {
  readonly item: readonly string[];
  readonly length: string;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly count: number;
}

/** The range of a search. A part of it that has passed is left out. @throws DomainError invalid `query/invalid` */
const spanOf = ({ from, to }: SlotQuery, now: Instant): TimeSpan => {
  assertTimeRange(from, to);
  const start = later(from ?? now, now);
  const end = to ?? plus(start, usualSearchDays * day);
  if (millis(end) - millis(start) <= longestSearchDays * day) return { start, end };
  throw invalid('/query/to', 'query/invalid', `from and to are more than ${longestSearchDays} days apart; ask for a shorter range`);
};

/** The length of a slot in milliseconds. @throws DomainError invalid `query/invalid` */
const lengthOf = ({ length }: SlotQuery): number => {
  const millisOfSlot = durationMillis(length);
  if (millisOfSlot > 0 && millisOfSlot <= longestWindowDays * day) return millisOfSlot;
  throw invalid('/query/length', 'query/invalid', `${length} is no possible length; a window takes more than nothing and up to P14D`);
};

/** The ids of the CIs of a query. @throws DomainError invalid `item/unknown` and `configuration-item/unknown` */
const itemsOf = async (context: SlotContext, references: readonly string[]): Promise<readonly string[]> => {
  const ids = await Promise.all(references.map((reference, at) => resolveItem(context)(reference, `/query/item/${at}`)));
  const known = new Set((await context.configurationItems.findMany([...new Set(ids)])).map(({ id }) => id));
  const other = ids.findIndex((id) => !known.has(id));
  if (other < 0) return [...known];
  throw invalid(`/query/item/${other}`, 'configuration-item/unknown', `item ${references[other]} is not a configuration item`);
};

/**
 * The next times at which these CIs can be changed (H3): clear of freezes, of windows of the same CIs and of the other side of a redundant
 * pair. A slot outside the maintenance hours of one of them has a warning. What is free may be taken before it is asked for.
 * @throws DomainError invalid `query/invalid`, `item/unknown`, `configuration-item/unknown`
 */
export const findSlots = (context: SlotContext) => async (query: SlotQuery) => {
  const span = spanOf(query, context.clock.now());
  const length = lengthOf(query);
  const named = await itemsOf(context, query.item);
  const rules = await context.calendars.rules();
  const [freezes, hours, reserved] = await Promise.all([freezesIn(rules, span), hoursIn(rules, span), reservedTimes(context)(named, span)]);
  const items = await calendarItems(context)(named, [...freezes.map(({ freeze }) => freeze), ...rules.maintenanceHours]);
  const frozen = freezes.filter(({ freeze }) => items.some((item) => isMatched(freeze.match, item))).flatMap(({ times }) => times);
  return freeSlots([...frozen, ...reserved], { span, length, count: query.count }).map((slot) => ({
    ...slot,
    warnings: calendarConflicts({ freezes: [], hours }, items, slot).map(({ kind }) => kind),
  }));
};
