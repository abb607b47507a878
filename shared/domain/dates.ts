/**
 * Dates and months without a clock. A month is its number since year 0, so that months are counted by subtraction. Dates are ISO 8601 texts,
 * which sort as they are.
 */

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The number of the month of a date: year times 12, plus 0 for January to 11 for December. */
export const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** A month as text: `2026-01`. */
export const monthText = (month: number): string => `${pad(Math.floor(month / 12), 4)}-${pad((month % 12) + 1, 2)}`;

const millisOfDay = 86_400_000;

/** The number of a day since 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / millisOfDay;

/** The date of a day number. */
export const dateOfDay = (day: number): string => new Date(day * millisOfDay).toISOString().slice(0, 10);

export const firstDayOf = (month: number): string => `${monthText(month)}-01`;

/** December 9999. */
const lastMonth = 9_999 * 12 + 11;

/** The last day of a month. */
export const lastDayOf = (month: number): string => dateOfDay(dayNumber(firstDayOf(month + 1)) - 1);

/** Days as they are asked for. An end that is unset is that of the calendar month of the other one, or of `today` if both are unset. */
export const spanOfMonth = (
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  today: string,
): { readonly from: string; readonly to: string } => {
  const month = monthNumber(from ?? to ?? today);
  return { from: from ?? firstDayOf(month), to: to ?? lastDayOf(month) };
};

/** The last month that has ended at the end of a day. */
export const lastEndedMonth = (date: string): number => (date === lastDayOf(monthNumber(date)) ? monthNumber(date) : monthNumber(date) - 1);

/** The day before a date. */
export const dayBefore = (date: string): string => dateOfDay(dayNumber(date) - 1);

/** The first month of the fiscal year that a month lies in. `start` is `MM-DD`; the whole month of the start belongs to the new year. */
export const firstMonthOfFiscalYear = (month: number, start: string): number => {
  const offset = Number(start.slice(0, 2)) - 1;
  return month - ((((month - offset) % 12) + 12) % 12);
};

/**
 * The same day so many months later, or the last day of that month if it has no such day. Undefined near the end of the year 9999, after
 * which dates do not sort as text.
 */
export const monthsLater = (date: string, months: number): string | undefined => {
  const month = monthNumber(date) + months;
  if (month >= lastMonth) return undefined;
  const last = lastDayOf(month);
  const same = `${monthText(month)}-${date.slice(8, 10)}`;
  return same < last ? same : last;
};
