import { conflict, invalid } from '../errors.ts';
import type { Resource } from '../resource/define-resource.ts';
import type { Asset } from './asset.ts';
import type { AssetStep, ConditionReport } from './asset-facts.ts';
import type { AssetStatus } from './asset-values.ts';
import { mayGoTo, statusesAfter } from './lifecycle-table.ts';

type Facet = Pick<Resource, 'version' | 'updatedAt'>;

/** @throws DomainError conflict `asset/voided` if the registration was a mistake: nothing happens to it any more */
export const assertNotVoided = ({ id, status }: Pick<Asset, 'id' | 'status'>): void => {
  if (status === 'voided') throw conflict('asset/voided', `asset ${id} was registered by mistake and is void; register it again`);
};

/**
 * Checks the day of a fact. Facts are not in the future, and nothing happens to an asset before it was bought. A purchase that is still to
 * come is a plan, and prevents no fact. The day is that of the caller, so `today` is the latest date that it is anywhere on earth.
 * @throws DomainError invalid `asset/date-in-future`, `asset/before-purchase`
 */
export const assertFactDate = (asset: Pick<Asset, 'purchase'>, date: string, today: string, pointer = '/date'): void => {
  if (date > today) throw invalid(pointer, 'asset/date-in-future', `${date} is in the future; send the day on which it happened`);
  const bought = asset.purchase?.date;
  if (bought !== undefined && bought <= today && date < bought)
    throw invalid(pointer, 'asset/before-purchase', `${date} is before the purchase on ${bought}; correct one of the two dates`);
};

/** The statuses in which an asset may be bought on a day that is still to come. */
const notBoughtYet: readonly AssetStatus[] = ['planned', 'ordered'];

/**
 * Checks a purchase date that is set or changed. Only what is planned or ordered is bought later than today.
 * @throws DomainError invalid `asset/purchase-in-future`
 */
export const assertPurchaseDate = (date: string, status: AssetStatus, today: string): void => {
  if (date <= today || notBoughtYet.includes(status)) return;
  const detail = `${date} is in the future, but the asset is ${status}; send the day of the purchase, or the status ordered`;
  throw invalid('/purchase/date', 'asset/purchase-in-future', detail);
};

const hasBuyer = (method: string): boolean => method === 'sold' || method === 'traded-in';

/** @throws DomainError invalid `asset/no-buyer` if an asset that nobody bought has proceeds */
const assertDisposal = (step: AssetStep): void => {
  if (step.to !== 'disposed' || step.proceeds === undefined || hasBuyer(step.method)) return;
  const detail = `an asset that is ${step.method} has no buyer; leave proceeds out, or send the method sold or traded-in`;
  throw invalid('/proceeds', 'asset/no-buyer', detail);
};

const assertStep = (asset: Asset, { to, reason }: AssetStep): void => {
  assertNotVoided(asset);
  if (asset.status === to && reason === undefined)
    throw conflict('asset/same-status', `asset ${asset.id} is ${to} already; to correct how it came there, send a reason`, '/to');
  if (mayGoTo(asset, to) || reason !== undefined) return;
  const next = statusesAfter[asset.status];
  const possible = next.length === 0 ? 'nothing follows' : `what may follow is ${next.join(', ')}`;
  throw conflict(
    'asset/transition-not-allowed',
    `asset ${asset.id} is ${asset.status}, and ${possible}; to correct a mistake, send a reason`,
    '/to',
  );
};

/** The condition after a step. What goes to repair is broken, if nothing worse is known. */
const conditionAfter = (asset: Asset, step: AssetStep): Asset['condition'] => {
  if (step.to === 'in-repair' && asset.condition === 'working') return 'broken';
  return 'condition' in step && step.condition !== undefined ? step.condition : asset.condition;
};

const disposalOf = (step: AssetStep): Pick<Asset, 'disposal'> => {
  if (step.to !== 'disposed') return {};
  const { to, note, reason, ...disposal } = step;
  return { disposal };
};

/**
 * The asset after a step of its life (A1). A step that the table does not have is a correction, and needs a reason.
 * @throws DomainError conflict `asset/transition-not-allowed`, `asset/same-status`, `asset/voided`; invalid if the date cannot be right
 */
export const afterStep = (asset: Asset, step: AssetStep, facet: Facet, today: string): Asset => {
  assertStep(asset, step);
  assertDisposal(step);
  assertFactDate(asset, step.date, today);
  const { disposal, ...kept } = asset;
  return {
    ...kept,
    ...facet,
    status: step.to,
    condition: conditionAfter(asset, step),
    ...('location' in step && step.location !== undefined ? { location: step.location } : {}),
    ...disposalOf(step),
  };
};

/** The asset after its condition was found, which is never refused (A1). @throws DomainError invalid if the date cannot be right */
export const afterReport = (asset: Asset, { condition, date }: ConditionReport, facet: Facet, today: string): Asset => {
  assertNotVoided(asset);
  assertFactDate(asset, date, today);
  return { ...asset, ...facet, condition };
};

/** The asset after its registration was found to be a mistake. Its tag and serial number are free again (A1). */
export const afterVoid = (asset: Asset, facet: Facet): Asset => {
  assertNotVoided(asset);
  return { ...asset, ...facet, status: 'voided' };
};
