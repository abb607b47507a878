import { lazily } from '../lazily.ts';
import { PlainDate, Time } from '../values.ts';

const [firstBookDate, lastBookDate] = ['1900-01-01', '2999-12-31'];

/** Whether a day is in the years that books have, so that a life of a hundred years can be added to it. */
export const isBookDate = (date: string): boolean => date >= firstBookDate && date <= lastBookDate;

export const bookDateWords = `a date from ${firstBookDate} to ${lastBookDate}`;

/** A day in an accounting book or in the period of a report. */
export const BookDate = lazily(() => PlainDate().refine(isBookDate, bookDateWords));

/** The first instant of these years. */
export const firstBookTime = `${firstBookDate}T00:00:00.000Z`;

/** A time in these years. */
export const BookTime = lazily(() => Time().refine((at) => isBookDate(at.slice(0, 10)), bookDateWords));
