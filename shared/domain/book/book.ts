import * as z from 'zod';
import { isCurrency } from '../currency.ts';
import { lastDayOf, monthNumber } from '../dates.ts';
import { bookStandards, FiscalYearStart } from '../depreciation/book-entry.ts';
import { bookingDateOf, checkClosing } from '../depreciation/booking.ts';
import { type AccountNames, journalAccounts } from '../depreciation/journal.ts';
import { conflict } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { defineResource, type Resource } from '../resource/define-resource.ts';
import { foldedForm, Line, Remark } from '../text.ts';
import { Id, Name, PlainDate, StoredTime } from '../values.ts';
import { BookDate } from './book-date.ts';

/** The names of accounts in a journal. One that is not given has the name of its field. */
export const Accounts = lazily(() =>
  z.strictObject(Object.fromEntries(journalAccounts.map((account) => [account, Line().max(100).optional()]))).meta({ id: 'Accounts' }),
) as () => z.ZodType<AccountNames>;

/** Accounts that were replaced, oldest first. `until`: the id of the edit that replaced them. Ids sort by time, also against those of closings. */
export const FormerAccounts = lazily(() => z.array(z.strictObject({ until: Id(), accounts: Accounts() })));
export type FormerAccounts = readonly { readonly until: string; readonly accounts: AccountNames }[];

/** What the body of PUT has. The name is in the path. */
const termFields = () => ({
  currency: z.string().refine(isCurrency, { error: 'a currency code of ISO 4217 such as EUR', params: { code: 'money/unknown-currency' } }),
  fiscalYearStart: FiscalYearStart(),
  standard: z.enum(bookStandards),
  accounts: Accounts().optional(),
});

export const BookTermsDraft = lazily(() => z.strictObject(termFields()).meta({ id: 'BookDraft' }));
export type BookTermsDraft = Shape<typeof BookTermsDraft>;

/** An accounting book (A8): a view of assets with its own currency, fiscal year and depreciation. */
export const Books = defineResource({
  noun: 'book',
  plural: 'books',
  fields: () => ({ name: Name(), ...termFields() }),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});

/**
 * A closing of periods, or a reopening. `through`: the last day that is closed afterwards, if any is. Ids sort by time, also against the ids of
 * facts: what was recorded before a closing is booked as before it.
 */
const Closing = lazily(() =>
  z.strictObject({ id: Id(), at: StoredTime(), actor: z.string(), through: PlainDate().optional(), reason: Remark(2_000).optional() }),
);
type Closing = Shape<typeof Closing>;

/** What a book has beside the fields that callers set. */
export const bookState = () => ({
  closings: z.array(Closing()),
  /** Whether an asset has ever had an entry in the book. Its currency cannot change then. */
  inUse: z.boolean(),
  formerAccounts: FormerAccounts().optional(),
});

export type Book = Resource &
  BookTermsDraft & {
    readonly name: string;
    readonly closings: readonly Closing[];
    readonly inUse: boolean;
    readonly formerAccounts?: FormerAccounts;
  };

export const CloseRequest = lazily(() => z.strictObject({ through: BookDate() }).meta({ id: 'BookClosing' }));
export const ReopenRequest = lazily(() => z.strictObject({ reason: Remark(2_000) }).meta({ id: 'BookReopening' }));

/** Whether a name is that of the book. Names are compared without regard to case. */
export const isBookNamed =
  ({ name }: Pick<Book, 'name'>) =>
  (other: string): boolean =>
    foldedForm(other) === foldedForm(name);

/** The last closed day of the book. */
export const closedThroughOf = ({ closings }: Pick<Book, 'closings'>): string | undefined => closings.at(-1)?.through;

/** The last day that was closed when something with this id was recorded. */
const closedBefore = ({ closings }: Pick<Book, 'closings'>, id: string): string | undefined =>
  closings.findLast((closing) => closing.id < id)?.through;

/** The day on which a fact of a date is booked: its own date, or the first day that was open when it was recorded (A8). It never changes. */
export const bookedOn = (book: Pick<Book, 'closings'>, date: string, id: string): string => bookingDateOf(date, closedBefore(book, id));

/**
 * Whether what is booked on a day needs no check that the book has not been closed meanwhile: the last day of its month is still ahead, so no
 * closing can reach it before the request ends.
 */
export const isSafeBooking = (date: string, today: string): boolean => lastDayOf(monthNumber(date)) > today;

/** The book after its periods through a day were closed. @throws DomainError invalid `book/not-a-month-end`, `book/not-ended`; conflict `book/closed` */
export const closedBook = (book: Book, closing: Closing & { readonly through: string }, today: string): Pick<Book, 'closings'> => {
  checkClosing(closing.through, closedThroughOf(book), today);
  return { closings: [...book.closings, closing] };
};

/** The last day of each closing that has not been taken back, oldest first. */
const standing = (closings: readonly Closing[]): readonly (string | undefined)[] => {
  const days: (string | undefined)[] = [];
  for (const { through, reason } of closings) {
    if (reason === undefined) days.push(through);
    else days.pop();
  }
  return days;
};

/** The book after the last closing was taken back. @throws DomainError conflict `book/not-closed` */
export const reopenedBook = (book: Book, closing: Omit<Closing, 'through'> & { readonly reason: string }): Pick<Book, 'closings'> => {
  const days = standing(book.closings);
  if (days.length === 0) throw conflict('book/not-closed', `no period of book ${book.name} is closed, so there is nothing to reopen`);
  const through = days.at(-2);
  return { closings: [...book.closings, { ...closing, ...(through === undefined ? {} : { through }) }] };
};

/**
 * Refuses an edit that would move figures which must stay.
 * @throws DomainError conflict `book/in-use`, `book/closed`
 */
export const assertTermsMayChange = (book: Book, terms: BookTermsDraft): void => {
  if (terms.currency !== book.currency && book.inUse)
    throw conflict(
      'book/in-use',
      `assets have entries in ${book.name}, so its currency stays ${book.currency}; make another book`,
      '/currency',
    );
  const through = closedThroughOf(book);
  if (terms.fiscalYearStart !== book.fiscalYearStart && through !== undefined)
    throw conflict(
      'book/closed',
      `book ${book.name} is closed through ${through}, so its fiscal year still starts on ${book.fiscalYearStart}; make another book`,
      '/fiscalYearStart',
    );
};
