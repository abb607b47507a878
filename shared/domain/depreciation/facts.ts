import type { BookEntry, BookStandard } from './book-entry.ts';

/** The settings of a book that decide values. */
export interface BookTerms {
  readonly currency: string;
  readonly fiscalYearStart: string;
  readonly standard: BookStandard;
}

/**
 * When a fact was recorded, and the day on which it is booked: its own date, or the first open day if that date lies in a closed period
 * (`bookingDateOf`). The booking date follows from what was closed when the fact was recorded and never changes, so figures of closed periods stay (A8).
 */
export interface Booking {
  /** An instant in UTC with milliseconds. */
  readonly recordedAt: string;
  /** A date, not before the fact's own. */
  readonly bookedOn: string;
}

/** A correction that says that the fact did not happen: a stolen laptop was found. It is booked like a fact. */
interface Withdrawal {
  readonly withdrawn?: Booking;
}

/** The asset came into the book, or its purchase or its book entry was corrected. The last one that is booked counts. */
export interface AcquisitionFact extends Booking, Withdrawal {
  readonly kind: 'acquisition';
  /** The purchase date, or the in-service date if that is earlier or the only one. */
  readonly date: string;
  readonly cost: bigint;
  readonly entry: BookEntry;
}

/** A fact that changes the value from its date on. Amounts are in minor units of the book's currency. */
export type AdjustmentFact = Booking &
  Withdrawal & { readonly date: string } & (
    | { readonly kind: 'impairment' | 'reversal'; readonly recoverableAmount: bigint }
    | { readonly kind: 'change-of-estimate'; readonly remainingMonths?: number; readonly residualValue?: bigint }
    | { readonly kind: 'addition'; readonly amount: bigint }
  );

/** The asset left the book: it was disposed of, or it was lost, stolen or destroyed, with proceeds and cost of 0. */
export interface DisposalFact extends Booking, Withdrawal {
  readonly kind: 'disposal';
  readonly date: string;
  readonly proceeds: bigint;
  readonly sellingCost: bigint;
}

export type BookFact = AcquisitionFact | AdjustmentFact | DisposalFact;

const isBookedBy = ({ recordedAt, bookedOn }: Booking, date: string, knownAt: string | undefined): boolean =>
  bookedOn <= date && (knownAt === undefined || recordedAt <= knownAt);

/** Whether a fact counts on a date: it is booked by then and not withdrawn, as known at an instant. */
export const isInForce = (fact: BookFact, date: string, knownAt: string | undefined): boolean =>
  isBookedBy(fact, date, knownAt) && !(fact.withdrawn && isBookedBy(fact.withdrawn, date, knownAt));
