import type { Page, PageRequest, Write } from '../store.ts';
import type { DayOfUse, LicenseUse } from './license-use.ts';
import type { Seat, SeatHolder } from './seat.ts';
import type { Term } from './term.ts';

/** The terms, the seats and the use of licenses. A license is an asset, and is named by its id. */
export interface LicenseRepository {
  /** All terms of a license. */
  termsOf(license: string): Promise<readonly Term[]>;
  term(license: string, id: string): Promise<Term | undefined>;
  saveTerm(term: Term): Write;
  /** Terms that end after a date, by that end. For lists only (T4). */
  termsEndingAfter(date: string, request: PageRequest): Promise<Page<Term>>;
  /** The use of a license, also of one that has none yet. */
  useOf(license: string): Promise<LicenseUse>;
  saveUse(use: LicenseUse): Write;
  /** The last day until `date` on which the use changed. */
  dayOfUse(license: string, date: string): Promise<DayOfUse | undefined>;
  /** The days in the range on which the use changed, in their order. */
  daysOfUse(license: string, from: string, to: string): Promise<readonly DayOfUse[]>;
  saveDay(day: DayOfUse): Write;
  seat(license: string, id: string): Promise<Seat | undefined>;
  /** Seats of a license in the order in which they were assigned, also those that were released. */
  seatsOf(license: string, request: PageRequest, keep: (seat: Seat) => boolean): Promise<Page<Seat>>;
  /** The next `limit` seats of a license that are assigned, after the one with this id. */
  assigned(license: string, limit: number): Promise<readonly Seat[]>;
  /** The first `limit` seats that a person or an item has, of any license. */
  heldBy(holder: SeatHolder, limit?: number): Promise<readonly Seat[]>;
  /** The writes of a seat that is assigned, with its place in the list of its holder. */
  assign(seat: Seat): readonly Write[];
  /** The writes of a seat that is released. */
  release(seat: Seat): readonly Write[];
}
