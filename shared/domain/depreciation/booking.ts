import { dateOfDay, dayNumber, lastDayOf, monthNumber } from '../dates.ts';
import { conflict, invalid } from '../errors.ts';

/**
 * The day on which a fact of a date is booked: its own date, or the first open day if that date lies in a closed period (A8). `closedThrough`
 * is the last closed day of the book, if any.
 */
export const bookingDateOf = (date: string, closedThrough = ''): string =>
  date <= closedThrough ? dateOfDay(dayNumber(closedThrough) + 1) : date;

/** Refuses to close a period that does not end with a month, has been closed already, or has not ended. */
export const checkClosing = (through: string, closedThrough: string | undefined, today: string): void => {
  const lastDay = lastDayOf(monthNumber(through));
  if (through !== lastDay)
    throw invalid('/through', 'book/not-a-month-end', `${through} is not the last day of a month; send ${lastDay} to close that month`);
  if (through <= (closedThrough ?? ''))
    throw conflict('book/closed', `the book is closed through ${closedThrough} already; send a later month end`, '/through');
  if (through >= today) throw invalid('/through', 'book/not-ended', `${through} has not ended yet; a period is closed after its last day`);
};
