import { type Clock, type Ids, todayOf } from '../../domain/clock.ts';
import { type DueRepository, newDue } from '../../domain/due/due.ts';
import { nextReminder, type Reminder, type ReminderSubject, reminderTime } from '../../domain/reminder/reminder.ts';
import type { ReminderRepository } from '../../domain/reminder/reminder-repository.ts';
import type { Write } from '../../domain/store.ts';

/** What writing reminders needs. */
export interface ReminderContext {
  readonly reminders: ReminderRepository;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The subject of the duty that reminds people. */
export const reminderDuty = ({ kind, of }: Pick<Reminder, 'kind' | 'of'>): string => `${kind}#${of}`;

/** The write by which the sweep looks at a reminder when it is due. */
export const dueWrite = (context: ReminderContext, reminder: Reminder): readonly Write[] =>
  reminder.next === undefined
    ? []
    : [context.dues.save(newDue(context)('remind', reminderDuty(reminder), reminderTime(reminder.date, reminder.next)))];

/** A date before and after a change. */
interface DateChange {
  readonly before?: string | undefined;
  readonly after: string | undefined;
  /** Whether what the date belongs to was only just made, so that there can be no reminder yet. */
  readonly isNew?: boolean;
}

/**
 * The writes of a date of which people are reminded. They belong into the transaction that sets or changes the date. A row for an earlier
 * date that is due later finds that nothing is due.
 */
export const reminderWrites =
  (context: ReminderContext) =>
  async (subject: ReminderSubject, { before, after, isNew = false }: DateChange): Promise<readonly Write[]> => {
    if (before === after) return [];
    const { reminders, clock } = context;
    const { kind, of } = subject;
    const stored = isNew ? undefined : await reminders.find(kind, of);
    if (after === undefined) return stored ? [reminders.remove(stored)] : [];
    const next = nextReminder(after, todayOf({ clock }));
    const version = (stored?.version ?? 0) + 1;
    const reminder: Reminder = { ...subject, date: after, ...(next === undefined ? {} : { next }), version };
    return [reminders.save(reminder), ...dueWrite(context, reminder)];
  };
