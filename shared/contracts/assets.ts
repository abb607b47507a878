import * as z from 'zod';
import { AssetDraft, AssetPatch, assetFields } from '../domain/asset/asset.ts';
import { assetFilterFields } from '../domain/asset/asset-filter-fields.ts';
import { assetWarnings } from '../domain/asset/asset-warnings.ts';
import { lazily } from '../domain/lazily.ts';
import { resourceFields } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** An asset as the API answers it, with the names of its owner and of the item that it is a part of, and what may be a mistake in it. */
export const AssetView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...assetFields(),
      ownerNames: z.strictObject({ person: nameView(), team: nameView() }).optional(),
      partOfName: nameView(),
      assignmentNames: z.strictObject({ person: nameView(), item: nameView() }).optional(),
      warnings: z.array(z.enum(assetWarnings)).optional(),
    })
    .meta({ id: 'Asset' }),
);

const managers = ['asset-manager'] as const;
const taken = ['asset/asset-tag-taken', 'asset/serial-number-taken'];
/** Codes of references to resources that do not exist. */
const unknown = ['person/unknown', 'team/unknown', 'item/unknown'];
/** Codes of an asset that would be a part of itself. */
const wrongPart = ['item/refers-to-itself', 'asset/too-deep'];
const wrongPurchase = ['asset/purchase-in-future'];
/** Codes of entries in books, and of custom fields that the schema of the category does not accept. */
const wrongBooks = [
  ...[
    'book/unknown',
    'book/duplicate',
    'book/no-cost',
    'book/date-out-of-range',
    'book/in-service-before-purchase',
    'book/residual-above-cost',
  ],
  ...['book/no-exchange-rate', 'money/other-currency', 'money/too-fine', 'money/not-an-amount'],
  ...['asset/custom-fields', 'schema/invalid', 'schema/too-much-work'],
];
const notFound = ['item/not-found', 'asset/not-found'];

export const registerAsset = route({
  name: 'registerAsset',
  method: 'POST',
  path: '/v1/assets',
  summary: 'Register an asset',
  access: managers,
  body: AssetDraft,
  success: { status: 201, schema: AssetView },
  problems: { 400: [...unknown, ...wrongPurchase, ...wrongBooks], 409: taken },
  idempotent: true,
});

export const listAssets = route({
  name: 'listAssets',
  method: 'GET',
  path: '/v1/assets',
  summary: 'List assets, in the order of their creation; only asset managers, auditors and admins see prices and phone numbers',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), ...assetFilterFields() })),
  success: { status: 200, schema: lazily(() => pageOf(AssetView())) },
  problems: { 400: ['owner/unknown', 'holder/unknown'] },
});

export const readAsset = route({
  name: 'readAsset',
  method: 'GET',
  path: '/v1/assets/{id}',
  summary: 'Read the asset facet of an item',
  access: 'signed-in',
  success: { status: 200, schema: AssetView },
  problems: { 404: notFound },
});

export const patchAsset = route({
  name: 'patchAsset',
  method: 'PATCH',
  path: '/v1/assets/{id}',
  summary: 'Change an asset by merge patch',
  access: managers,
  body: AssetPatch,
  success: { status: 200, schema: AssetView },
  problems: { 400: [...unknown, ...wrongPart, ...wrongPurchase, ...wrongBooks], 404: notFound, 409: [...taken, 'asset/voided'] },
  ifMatch: true,
});

export const giveAssetFacet = route({
  name: 'giveAssetFacet',
  method: 'PUT',
  path: '/v1/assets/{id}',
  summary: 'Add an asset facet to a configuration item; it keeps its id',
  access: managers,
  body: AssetDraft,
  success: { status: 201, schema: AssetView },
  problems: {
    400: [...unknown, ...wrongPart, ...wrongPurchase, ...wrongBooks],
    404: ['item/not-found'],
    409: [...taken, 'asset/not-for-class'],
    412: ['asset/exists'],
  },
  ifNoneMatch: true,
});
