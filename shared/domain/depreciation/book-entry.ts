import * as z from 'zod';
import { BookDate } from '../book/book-date.ts';
import { lazily, type Shape } from '../lazily.ts';
import { ratioOf } from '../money.ts';
import { Line } from '../text.ts';
import { Money, PlainDate, Reference } from '../values.ts';
import { methodFaults } from './book-entry-faults.ts';
import { atEnds } from './declining-balance.ts';
import { macrsTables } from './macrs-tables.ts';

export const depreciationMethods = ['straight-line', 'declining-balance', 'sum-of-years-digits', 'table'] as const;
export const depreciationConventions = ['full-month', 'mid-month', 'half-year', 'mid-quarter'] as const;
export const bookStandards = ['ifrs', 'us-gaap', 'tax', 'local'] as const;
export type BookStandard = (typeof bookStandards)[number];

/** A hundred years. */
const longestLife = 1_200;

/** The name of a book, a category or another register of values. */
const bookName = () => Line().max(100);

/** An amount in the currency of the book: `"120.00"`, or money in that currency. */
export const BookAmount = lazily(() =>
  z.union([z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/, 'a decimal string without zeros in front, such as 1234.50'), Money()]),
);
export type BookAmount = Shape<typeof BookAmount>;

/** A factor or a rate, as a decimal string or a number: `"0.25"`, `2`. Numbers that need an exponent are not exact. */
export const Decimal = lazily(() =>
  z.union([
    z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, 'a decimal such as 0.25'),
    z
      .number()
      .min(0)
      .max(999_999_999)
      .refine((value) => ratioOf(value) !== undefined, 'a decimal such as 0.25'),
  ]),
);

const lifeMonths = () => z.int().min(1).max(longestLife);

/** How an asset is depreciated in one book. The conventions are chosen, never guessed (A4). A category has them without the in-service date. */
const entryFields = () => ({
  name: bookName(),
  method: z.enum(depreciationMethods),
  lifeMonths: lifeMonths().optional(),
  convention: z.enum(depreciationConventions),
  residualValue: BookAmount().default('0'),
  factor: Decimal().optional(),
  rate: Decimal().optional(),
  atEnd: z.enum(atEnds).optional(),
  table: z.enum(macrsTables).optional(),
  exchangeRate: Decimal().optional(),
});

type Entry = Parameters<typeof methodFaults>[0];

/** Adds what the fields of an entry must be together. */
const judge = (entry: Entry, context: z.RefinementCtx): void => {
  for (const { field, message } of methodFaults(entry))
    context.addIssue({ code: 'custom', path: [field], message, params: { code: 'book/invalid-entry' } });
};

/** An entry of an asset's `books[]`. */
export const BookEntry = lazily(() =>
  z
    .strictObject({ ...entryFields(), inServiceDate: BookDate() })
    .superRefine(judge)
    .meta({ id: 'BookEntry' }),
);
export type BookEntry = Shape<typeof BookEntry>;

/** An entry of a category's `defaultBooks[]`: the asset adds its in-service date. */
export const DefaultBookEntry = lazily(() => z.strictObject(entryFields()).superRefine(judge).meta({ id: 'DefaultBookEntry' }));
export type DefaultBookEntry = Shape<typeof DefaultBookEntry>;

/** The same entries as they are stored and answered, without a second judgement. */
export const StoredBookEntry = lazily(() => z.strictObject({ ...entryFields(), inServiceDate: PlainDate() }).meta({ id: 'AssetBook' }));
export const StoredDefaultEntry = lazily(() => z.strictObject(entryFields()).meta({ id: 'CategoryBook' }));

const adjustmentFields = () => ({ book: bookName(), date: BookDate() });

/** The kinds of adjustments that change the value. */
const valuations = () =>
  [
    z.strictObject({ kind: z.literal('impairment'), ...adjustmentFields(), recoverableAmount: Money() }),
    z.strictObject({ kind: z.literal('reversal'), ...adjustmentFields(), recoverableAmount: Money() }),
    z.strictObject({ kind: z.literal('addition'), ...adjustmentFields(), amount: Money() }),
  ] as const;

const estimate = () =>
  z.strictObject({
    kind: z.literal('change-of-estimate'),
    ...adjustmentFields(),
    remainingMonths: lifeMonths().optional(),
    residualValue: BookAmount().optional(),
  });

const changesEstimate = ({ remainingMonths, residualValue }: { readonly remainingMonths?: unknown; readonly residualValue?: unknown }) =>
  remainingMonths !== undefined || residualValue !== undefined;

const estimateFault = {
  path: ['remainingMonths'],
  message: 'neither remainingMonths nor residualValue is given; a change of estimate has at least one of them',
};

/** What is posted to an asset's adjustments that changes its value. A transfer changes no value and has a schema of its own. */
export const ValueAdjustment = lazily(() =>
  z.discriminatedUnion('kind', [...valuations(), estimate().refine(changesEstimate, estimateFault)]).meta({ id: 'ValueAdjustment' }),
);
export type ValueAdjustment = Shape<typeof ValueAdjustment>;

/** The same as it is stored, without a second judgement. */
export const StoredAdjustment = lazily(() => z.discriminatedUnion('kind', [...valuations(), estimate()]));

/** Who or what holds an asset, in the view of reports. */
export const Holding = lazily(() =>
  z.strictObject({
    costCenter: Line().max(200).optional(),
    location: Line().max(200).optional(),
    owner: z.strictObject({ person: Reference().optional(), team: Reference().optional() }).optional(),
  }),
);
export type Holding = Shape<typeof Holding>;

const isTransfer = ({ costCenter, location, owner }: Holding): boolean =>
  costCenter !== undefined || location !== undefined || owner !== undefined;

/** What is posted to an asset's adjustments (A4): what changes its value, or to whom it goes. A transfer is the same in all books. */
export const AssetAdjustment = lazily(() =>
  z
    .discriminatedUnion('kind', [
      ...valuations(),
      estimate().refine(changesEstimate, estimateFault),
      z
        .strictObject({ kind: z.literal('transfer'), book: bookName().optional(), date: BookDate(), ...Holding().shape })
        .refine(isTransfer, { path: ['costCenter'], message: 'a transfer has a costCenter, a location or an owner' }),
    ])
    .meta({ id: 'AssetAdjustment' }),
);
export type AssetAdjustment = Shape<typeof AssetAdjustment>;

/** The day of the year on which a fiscal year begins. Months are charged whole: the month of the start belongs to the new year. */
export const FiscalYearStart = lazily(() =>
  z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year such as 01-01 or 07-01'),
);
