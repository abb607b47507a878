import * as z from 'zod';
import { AssetDraft } from '../domain/asset/asset.ts';
import { AssetStep, AssetStepOfMany, ConditionReport, VoidReason } from '../domain/asset/asset-facts.ts';
import { AssetLot, mostOfLot } from '../domain/asset/asset-lot.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, Reference } from '../domain/values.ts';
import { AssetView } from './assets.ts';
import { resultsOf } from './bulk.ts';
import { type Contract, mostEntries, route } from './contract.ts';

const managers = ['asset-manager'] as const;
const notFound = ['item/not-found', 'asset/not-found'];
/** Codes of a day that cannot be right. */
const wrongDate = ['asset/date-in-future', 'asset/before-purchase'];

/** An action on one asset: `POST /v1/assets/{id}/<verb>`, answered with the asset. */
const action = <const Path extends string, const Name extends string, const Extra extends Partial<Contract>>(
  name: Name,
  verb: Path,
  summary: string,
  extra: Extra,
) =>
  route({
    name,
    method: 'POST',
    path: `/v1/assets/{id}/${verb}` as '/v1/assets/{id}/verb',
    summary,
    access: managers,
    success: { status: 200, schema: AssetView },
    idempotent: true,
    ...extra,
  });

/** The change under which a pool may fall below its minimum. */
const underChange = lazily(() => z.strictObject({ change: Reference().optional() }));

export const moveAsset = action('moveAsset', 'transition', 'Record the next step in the life of an asset, such as its disposal (A1)', {
  body: AssetStep,
  query: underChange,
  problems: {
    400: [...wrongDate, 'asset/no-buyer', 'book/no-exchange-rate'],
    404: notFound,
    409: [
      'asset/transition-not-allowed',
      'asset/same-status',
      'asset/ci-in-service',
      'asset/voided',
      'asset/assigned',
      'pool/change-required',
      'change/not-covering',
    ],
  },
  dryRun: true,
});

export const reportCondition = action('reportCondition', 'condition', 'Record the condition in which an asset was found (A1)', {
  body: ConditionReport,
  problems: { 400: wrongDate, 404: notFound, 409: ['asset/voided'] },
});

export const voidAsset = action('voidAsset', 'void', 'Declare a registration a mistake; its asset tag and serial number are free again', {
  body: VoidReason,
  problems: { 404: notFound, 409: ['asset/voided'] },
});

/** A bulk request: each entry has a result of its own. */
const bulk = <
  const Name extends string,
  const Path extends string,
  const Extra extends Pick<Contract, 'body' | 'success'> & Partial<Contract>,
>(
  name: Name,
  path: Path,
  summary: string,
  extra: Extra,
) =>
  route({
    name,
    method: 'POST',
    path: `/v1/assets/${path}` as '/v1/assets/verb',
    summary,
    access: managers,
    idempotent: true,
    dryRun: true,
    bodyLimit: 2 * 1_024 * 1_024,
    ...extra,
  });

/** The id of the item of an entry. It is missing if the entry was refused, or in a dry run. */
const ofRegistration = resultsOf(() => ({ item: Id().optional() }));

export const moveAssets = bulk('moveAssets', 'transition', 'Record the same step for up to 100 assets; each has a result of its own', {
  body: AssetStepOfMany,
  query: underChange,
  success: { status: 200, schema: resultsOf(() => ({ item: Reference() })) },
});

export const registerAssets = bulk('registerAssets', 'bulk', 'Register up to 100 assets; each has a result of its own', {
  body: lazily(() => z.strictObject({ entries: z.array(AssetDraft()).min(1).max(mostEntries) })),
  entry: AssetDraft,
  success: { status: 200, schema: ofRegistration },
  problems: { 400: ['schema/too-much-work'] },
});

export const registerLot = bulk(
  'registerLot',
  'lots',
  `Register up to ${mostOfLot} equal assets that were bought together; the total is split to the minor unit`,
  {
    body: AssetLot,
    success: { status: 201, schema: ofRegistration },
    problems: { 400: ['person/unknown', 'team/unknown', 'item/unknown', 'schema/too-much-work'] },
  },
);
