import { actorOf, type Caller } from '../../domain/access.ts';
import { type Book, closedBook, closedThroughOf, reopenedBook } from '../../domain/book/book.ts';
import { todayOf } from '../../domain/clock.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { getNamed } from '../resource/put-by-name.ts';
import type { BookContext } from './book-context.ts';

const recordClosing = (
  context: BookContext,
  event: { readonly name: EventName; readonly reason?: string },
  decide: (book: Book, closing: { readonly id: string; readonly at: string; readonly actor: string }) => Pick<Book, 'closings'>,
) => {
  const { clock, ids, books, store, events } = context;
  return (name: string, caller: Caller): Promise<Book> =>
    onFreshRows(async () => {
      const book = await getNamed('book', books, name);
      const now = clock.now();
      const actor = actorOf(caller);
      const next: Book = { ...book, ...decide(book, { id: ids.next(), at: now, actor }), version: book.version + 1, updatedAt: now };
      const through = closedThroughOf(next);
      const { reason } = event;
      const body = { ...(through === undefined ? {} : { closedThrough: through }), ...(reason === undefined ? {} : { reason }) };
      const fact = newEvent(context)(event.name, { actor, subject: { type: 'book', id: book.id }, body });
      await store.commit([...books.save(next, book), events.record(fact)]);
      return next;
    });
};

/**
 * Closes the periods of a book through the last day of a month (A8). What is recorded afterwards is booked after that day.
 * @throws DomainError invalid `book/not-a-month-end`, `book/not-ended`; conflict `book/closed`; missing `book/not-found`
 */
export const closeBook = (context: BookContext) => (name: string, through: string, caller: Caller) =>
  recordClosing(context, { name: 'BookClosed' }, (book, closing) => closedBook(book, { ...closing, through }, todayOf(context)))(
    name,
    caller,
  );

/** Takes the last closing of a book back (A8). @throws DomainError conflict `book/not-closed`; missing `book/not-found` */
export const reopenBook = (context: BookContext) => (name: string, reason: string, caller: Caller) =>
  recordClosing(context, { name: 'BookReopened', reason }, (book, closing) => reopenedBook(book, { ...closing, reason }))(name, caller);
