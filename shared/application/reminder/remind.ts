import { todayOf } from '../../domain/clock.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { daysLeft, dueReminder, isStillOf, type Reminder, type ReminderKind, reminderAfter } from '../../domain/reminder/reminder.ts';
import { onFreshRows, type Store, type Write } from '../../domain/store.ts';
import { dueWrite, type ReminderContext } from './reminder-writes.ts';

export interface RemindContext extends ReminderContext {
  readonly items: Pick<ItemRepository, 'find'>;
  readonly events: Pick<EventRepository, 'record'>;
  readonly store: Store;
}

/** Nobody is reminded of what has been disposed of, is void, or is decommissioned. */
const isOfInterest = async ({ items }: RemindContext, { item, kind }: Reminder): Promise<boolean> => {
  if (item === undefined) return true;
  const found = await items.find(item);
  return found !== undefined && isStillOf(kind, found);
};

const reminded = (context: RemindContext, { kind, of, item, date }: Reminder, today: string): Write => {
  const subject = item === undefined ? { type: 'contract', id: of } : { type: 'item', id: item };
  const term = item === undefined || item === of ? {} : { term: of };
  const body = { kind, date, daysLeft: daysLeft(date, today), ...term };
  return context.events.record(newEvent(context)('ExpiryReminded', { actor: system, subject, body }));
};

/**
 * Reminds people of a date, with one event (A5). The sweep runs it. If several reminders were missed while the sweep did not run, there is
 * one, for the nearest. Running it twice is harmless: the row says which one is next.
 */
export const remind =
  (context: RemindContext) =>
  (duty: string): Promise<void> =>
    onFreshRows(async () => {
      const [kind, of = ''] = duty.split('#');
      const reminder = await context.reminders.find(kind as ReminderKind, of);
      const today = todayOf(context);
      const due = reminder && dueReminder(reminder, today);
      if (!reminder || due === undefined) return;
      const { next: _, ...kept } = reminder;
      const next = reminderAfter(due);
      const saved: Reminder = { ...kept, ...(next === undefined ? {} : { next }), version: reminder.version + 1 };
      const isTold = await isOfInterest(context, reminder);
      const { reminders, store } = context;
      await store.commit([reminders.save(saved), ...dueWrite(context, saved), ...(isTold ? [reminded(context, reminder, today)] : [])]);
    });
