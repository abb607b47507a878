import type { Page, PageRequest, Write } from '../store.ts';
import type { Reminder } from './reminder.ts';

export interface ReminderRepository {
  find(kind: Reminder['kind'], of: string): Promise<Reminder | undefined>;
  save(reminder: Reminder): Write;
  remove(reminder: Reminder): Write;
  /** Those whose date is in the range, both ends included, by their dates. For lists only (T4). */
  between(from: string, to: string, request: PageRequest): Promise<Page<Reminder>>;
}
