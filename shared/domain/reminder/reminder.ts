import * as z from 'zod';
import { isHeld } from '../asset/lifecycle-table.ts';
import { dateOfDay, dayNumber } from '../dates.ts';
import type { Item } from '../item/item-repository.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id, PlainDate } from '../values.ts';

/**
 * What people are reminded of: the end of a warranty, of a term or of a contract, the last day on which one can be cancelled, and the end of a
 * CI such as a certificate.
 */
export const reminderKinds = ['warranty', 'term', 'notice', 'contract', 'valid-to'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** So many days before the date, people are reminded. */
export const reminderDays = [90, 60, 30, 7, 1] as const;

/** A date of which people are reminded. `of` is the asset with the warranty, the term, the contract, or the CI. */
export const Reminder = lazily(() =>
  z.strictObject({
    kind: z.enum(reminderKinds),
    of: Id(),
    /** The item that it is about. Missing for contracts, which are about several. */
    item: Id().optional(),
    date: PlainDate(),
    /** How many days before the date the next one is. Missing after the last one. */
    next: z.int().optional(),
    version: z.int().min(1),
  }),
);
export type Reminder = Shape<typeof Reminder>;

/** What a reminder is about. */
export type ReminderSubject = Pick<Reminder, 'kind' | 'of' | 'item'>;

/** Whether an item still matters to a kind of reminder: its asset is held, or its CI is not decommissioned. */
export const isStillOf = (kind: ReminderKind, { asset, ci }: Pick<Item, 'asset' | 'ci'>): boolean =>
  kind === 'valid-to' ? ci !== undefined && ci.stage !== 'decommissioned' : asset !== undefined && isHeld(asset);

/** How many days are left until a date. Negative if it has passed. */
export const daysLeft = (date: string, today: string): number => dayNumber(date) - dayNumber(today);

/** The first reminder from today on. An asset that is registered 45 days before its end of warranty is next reminded of 30 days before. */
export const nextReminder = (date: string, today: string): number | undefined => reminderDays.find((days) => days <= daysLeft(date, today));

/** The reminder that is due today: the nearest one, if several were missed (A5). Undefined if none is due, or if the date has passed. */
export const dueReminder = ({ next, date }: Pick<Reminder, 'next' | 'date'>, today: string): number | undefined => {
  const left = daysLeft(date, today);
  if (next === undefined || left < 0) return undefined;
  return reminderDays.findLast((days) => days <= next && days >= left);
};

/** The reminder after one. */
export const reminderAfter = (days: number): number | undefined => reminderDays.find((each) => each < days);

/** The beginning of the day, in UTC, on which a reminder is due. */
export const reminderTime = (date: string, days: number): string => `${dateOfDay(dayNumber(date) - days)}T00:00:00.000Z`;
