import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { validToOf } from '../../domain/configuration-item/valid-to.ts';
import type { Write } from '../../domain/store.ts';
import { type ReminderContext, reminderWrites } from '../reminder/reminder-writes.ts';

/** The writes by which people are reminded of the end of a CI (C8). `next` is undefined for a deleted CI, `before` for a new one. */
export const validityReminder =
  (context: ReminderContext) =>
  async (id: string, next: ConfigurationItem | undefined, before: ConfigurationItem | undefined): Promise<readonly Write[]> =>
    reminderWrites(context)(
      { kind: 'valid-to', of: id, item: id },
      { before: before && validToOf(before), after: next && validToOf(next), isNew: before === undefined },
    );
