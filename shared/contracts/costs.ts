import * as z from 'zod';
import { valueReaders } from '../domain/access.ts';
import { BookDate } from '../domain/book/book-date.ts';
import { AssetCostDraft, assetCostFields } from '../domain/cost/asset-cost.ts';
import { costBases, costParts } from '../domain/cost/cost-of-ownership.ts';
import { VendorContractDraft, vendorContractFields } from '../domain/cost/vendor-contract.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, Money, Name, PlainDate } from '../domain/values.ts';
import { route } from './contract.ts';
import { itemNamesView, nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

const managers = ['asset-manager'] as const;
const notFound = ['item/not-found', 'asset/not-found'];

const AssetCostView = lazily(() => z.strictObject({ ...assetCostFields(), assetName: nameView() }).meta({ id: 'AssetCost' }));

const VendorContractView = lazily(() =>
  z.strictObject({ ...vendorContractFields(), itemNames: itemNamesView() }).meta({ id: 'VendorContract' }),
);

export const recordCost = route({
  name: 'recordCost',
  method: 'POST',
  path: '/v1/assets/{id}/costs',
  summary: 'Record what an asset cost after it was bought, such as a repair (A3)',
  access: managers,
  body: AssetCostDraft,
  success: { status: 201, schema: AssetCostView },
  problems: {
    400: ['asset/date-in-future', 'asset/before-purchase', 'cost/period-ends-before-start'],
    404: notFound,
    409: ['asset/voided'],
  },
  idempotent: true,
});

export const listCosts = route({
  name: 'listCosts',
  method: 'GET',
  path: '/v1/assets/{id}/costs',
  summary: 'List the costs of an asset, by the days on which they were paid',
  access: valueReaders,
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(AssetCostView())) },
  problems: { 404: notFound },
});

const moneyOrNull = () => Money().nullable();

export const readCostOfOwnership = route({
  name: 'readCostOfOwnership',
  method: 'GET',
  path: '/v1/assets/{id}/cost-of-ownership',
  summary: 'Read what an asset cost in a period, on cash or on accrual basis',
  access: valueReaders,
  query: lazily(() =>
    z.strictObject({
      from: BookDate().optional().meta({ description: 'The first day. Unset: the day of the purchase or the registration' }),
      to: BookDate().optional().meta({ description: 'The last day. Unset: today, in UTC' }),
      basis: z.enum(costBases).default('cash').meta({
        description:
          'Whether a payment counts on its day, or over the days that it is for. On accrual basis, depreciation takes the place of the purchase',
      }),
      book: Name().optional().meta({ description: 'The book whose depreciation counts. Unset: the only one of the asset, or `default`' }),
    }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          basis: z.enum(costBases),
          from: PlainDate(),
          to: PlainDate(),
          total: moneyOrNull(),
          totals: z.array(Money()),
          parts: z.array(z.strictObject({ kind: z.enum(costParts), amount: Money() })),
          seats: z
            .strictObject({
              averageEntitled: z.string(),
              averageAssigned: z.string(),
              costPerEntitled: moneyOrNull(),
              costPerAssigned: moneyOrNull(),
            })
            .optional(),
        })
        .meta({ id: 'CostOfOwnership' }),
    ),
  },
  problems: { 400: ['query/invalid'], 404: [...notFound, 'asset/no-book', 'book/not-found'] },
});

export const readServiceCost = route({
  name: 'readServiceCost',
  method: 'GET',
  path: '/v1/services/{id}/cost',
  explicitKey: true,
  summary: 'Read what a service cost in a period, on accrual basis: its shares of all that it needs and of its pools (L4)',
  access: valueReaders,
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      from: BookDate().optional().meta({ description: 'The first day. Unset: the first day of the month of `to`, or of this month' }),
      to: BookDate().optional().meta({ description: 'The last day. Unset: the last day of the month of `from`, or of this month' }),
      book: Name().optional().meta({ description: 'The book whose depreciation counts. Unset: for each asset its only one, or `default`' }),
    }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          basis: z.literal('accrual'),
          from: PlainDate(),
          to: PlainDate(),
          total: moneyOrNull(),
          totals: z.array(Money()),
          parts: z.array(z.strictObject({ kind: z.enum(costParts), amount: Money() })),
          items: z.array(z.strictObject({ item: Id(), itemName: nameView(), share: z.string(), amount: Money() })),
          nextCursor: z.string().optional(),
        })
        .meta({ id: 'ServiceCost' }),
    ),
  },
  problems: {
    400: ['cost/period-ends-before-start', 'period/too-long', 'book/required'],
    404: ['item/not-found', 'configuration-item/not-found', 'service/not-found', 'asset/no-book', 'book/not-found'],
    507: ['service/too-many-items'],
  },
});

export const makeContract = route({
  name: 'makeContract',
  method: 'POST',
  path: '/v1/contracts',
  summary: 'Make a contract over assets, such as their maintenance; its cost is split over them to the minor unit (A3)',
  access: managers,
  body: VendorContractDraft,
  success: { status: 201, schema: VendorContractView },
  problems: {
    400: [
      'item/unknown',
      'item/not-an-asset',
      'contract/item-twice',
      'contract/no-price',
      'contract/ends-before-start',
      'contract/notice-after-end',
    ],
    409: ['contract/item-gone'],
  },
  idempotent: true,
});

export const listContracts = route({
  name: 'listContracts',
  method: 'GET',
  path: '/v1/contracts',
  summary: 'List the contracts over assets, in the order of their creation',
  access: valueReaders,
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(VendorContractView())) },
});

export const readContract = route({
  name: 'readContract',
  method: 'GET',
  path: '/v1/contracts/{id}',
  summary: 'Read a contract over assets',
  access: valueReaders,
  success: { status: 200, schema: VendorContractView },
  problems: { 404: ['contract/not-found'] },
});
