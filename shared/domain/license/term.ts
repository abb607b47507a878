import * as z from 'zod';
import { invalid } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf } from '../resource/define-resource.ts';
import { Line } from '../text.ts';
import { Id, PlainDate, Price, resourceFields } from '../values.ts';

/** The most seats of one term. */
export const mostSeats = 10_000_000;

/** What a term says: how many seats it gives from `start` to `end`, both included, and what it costs. */
const ownFields = () => ({
  start: PlainDate(),
  end: PlainDate(),
  quantity: z.int().min(0).max(mostSeats),
  cost: Price(),
  /** The last day on which it can be cancelled. */
  noticeBy: PlainDate().optional(),
  /** Whether the vendor renews it. A renewal counts from when it is recorded as a term of its own. */
  renews: z.boolean().optional(),
  reference: Line().max(200).optional(),
});

export const TermDraft = lazily(() => z.strictObject(ownFields()).meta({ id: 'TermDraft' }));
export type TermDraft = Shape<typeof TermDraft>;
export const TermPatch = lazily(() => patchOf(ownFields()).meta({ id: 'TermPatch' }));

/** A term of a license or subscription, as it is stored. */
export const termFields = () => ({ ...resourceFields(), asset: Id(), ...ownFields() });
export const Term = lazily(() => z.strictObject(termFields()));
export type Term = Shape<typeof Term>;

/** @throws DomainError invalid `term/ends-before-start`, `term/notice-after-end` */
export const assertTerm = ({ start, end, noticeBy }: TermDraft): void => {
  if (end < start) throw invalid('/end', 'term/ends-before-start', `${end} is before the start on ${start}; send a later end`);
  if (noticeBy !== undefined && noticeBy > end)
    throw invalid('/noticeBy', 'term/notice-after-end', `${noticeBy} is after the end on ${end}; send an earlier day`);
};

/** How many seats the terms give on a date: the sum of those in force (A5). Without one it is 0, never unlimited. */
export const entitledOn = (terms: readonly Pick<Term, 'start' | 'end' | 'quantity'>[], date: string): number =>
  terms.filter(({ start, end }) => start <= date && date <= end).reduce((sum, { quantity }) => sum + quantity, 0);
