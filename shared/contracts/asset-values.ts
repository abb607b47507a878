import * as z from 'zod';
import { valueReaders } from '../domain/access.ts';
import { BookDate } from '../domain/book/book-date.ts';
import { AssetAdjustment, BookAmount, Holding } from '../domain/depreciation/book-entry.ts';
import { lazily } from '../domain/lazily.ts';
import { Line } from '../domain/text.ts';
import { Id, Money, PlainDate, StoredTime, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

const notFound = ['item/not-found', 'asset/not-found'];

const inBook = () => Line().max(200).optional();

/** An adjustment as the API answers it. */
export const AdjustmentView = lazily(() =>
  z
    .strictObject({
      id: Id(),
      asset: Id(),
      assetName: nameView(),
      kind: z.enum(['impairment', 'reversal', 'change-of-estimate', 'addition', 'transfer']),
      book: z.string().optional(),
      date: PlainDate(),
      bookedOn: PlainDate().optional(),
      recordedAt: StoredTime(),
      recordedBy: z.string(),
      recordedByName: nameView(),
      recoverableAmount: Money().optional(),
      amount: Money().optional(),
      remainingMonths: z.int().optional(),
      residualValue: BookAmount().optional(),
      ...Holding().shape,
      note: z.string().optional(),
      ownerNames: z.strictObject({ person: nameView(), team: nameView() }).optional(),
    })
    .meta({ id: 'Adjustment' }),
);

const wrongAdjustment = [
  ...['asset/date-in-future', 'asset/before-purchase', 'adjustment/negative', 'adjustment/not-positive', 'adjustment/no-change'],
  ...['adjustment/no-impairment', 'adjustment/no-reversal', 'book/residual-above-cost'],
  ...['money/other-currency', 'money/too-fine', 'money/not-an-amount', 'person/unknown', 'team/unknown', 'item/unknown'],
];

export const adjustAsset = route({
  name: 'adjustAsset',
  method: 'POST',
  path: '/v1/assets/{id}/adjustments',
  summary: 'Record an impairment, a reversal, a change of estimate, an addition or a transfer (A4)',
  access: ['asset-manager'],
  body: AssetAdjustment,
  success: { status: 201, schema: AdjustmentView },
  problems: {
    400: wrongAdjustment,
    404: [...notFound, 'asset/no-book', 'book/not-found'],
    409: ['book/reversal-not-allowed', 'book/closed', 'asset/disposed', 'asset/voided', 'adjustment/not-impaired'],
  },
  idempotent: true,
});

export const listAdjustments = route({
  name: 'listAdjustments',
  method: 'GET',
  path: '/v1/assets/{id}/adjustments',
  summary: 'List the adjustments of an asset, in the order in which they were recorded',
  access: valueReaders,
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(AdjustmentView())) },
  problems: { 404: notFound },
});

/** The value of an asset at the end of a day. */
export const ValueView = lazily(() =>
  z
    .strictObject({
      book: z.string(),
      at: PlainDate(),
      bookedThrough: PlainDate(),
      cost: Money(),
      accumulatedDepreciation: Money(),
      accumulatedImpairment: Money(),
      netBookValue: Money(),
    })
    .meta({ id: 'AssetValue' }),
);

const bookProblems = { 400: ['book/required'], 404: [...notFound, 'asset/no-book', 'book/not-found'] };

export const readValue = route({
  name: 'readValue',
  method: 'GET',
  path: '/v1/assets/{id}/value',
  summary: 'The value of an asset on any date in a book, also as it was known at an earlier time (A4)',
  access: valueReaders,
  query: lazily(() => z.strictObject({ at: BookDate().optional(), book: inBook(), knownAt: Time().optional() })),
  success: { status: 200, schema: ValueView },
  problems: bookProblems,
});

const ScheduleMonthView = lazily(() =>
  z.strictObject({
    month: z.string(),
    charge: Money(),
    accumulatedDepreciation: Money(),
    netBookValue: Money(),
    booked: z.boolean(),
  }),
);

const DisposalResultView = lazily(() =>
  z.strictObject({ date: PlainDate(), netBookValue: Money(), proceeds: Money(), sellingCost: Money(), gainOrLoss: Money() }),
);

export const readDepreciation = route({
  name: 'readDepreciation',
  method: 'GET',
  path: '/v1/assets/{id}/depreciation',
  summary: 'The charges of an asset month by month, past and future, and the result of its disposal (A4)',
  access: valueReaders,
  query: lazily(() => z.strictObject({ book: inBook() })),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({ book: z.string(), periods: z.array(ScheduleMonthView()), disposal: DisposalResultView().optional() })
        .meta({ id: 'DepreciationSchedule' }),
    ),
  },
  problems: bookProblems,
});
