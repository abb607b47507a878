import type { Asset } from './asset.ts';
import type { AssetStatus } from './asset-values.ts';

/** The statuses that an asset may take next. docs/assets.md has the same table, and a test compares the two (A1). */
export const statusesAfter: Readonly<Record<AssetStatus, readonly AssetStatus[]>> = {
  planned: ['ordered', 'received', 'in-stock', 'in-use', 'lost', 'stolen'],
  ordered: ['received', 'in-stock', 'in-use', 'lost', 'stolen'],
  received: ['in-stock', 'in-use', 'in-repair', 'retired', 'disposed', 'lost', 'stolen'],
  'in-stock': ['in-use', 'in-repair', 'retired', 'disposed', 'lost', 'stolen'],
  'in-use': ['in-stock', 'in-repair', 'retired', 'lost', 'stolen'],
  'in-repair': ['in-stock', 'in-use', 'retired', 'disposed', 'lost', 'stolen'],
  retired: ['in-stock', 'in-use', 'in-repair', 'disposed', 'lost', 'stolen'],
  lost: ['in-stock', 'in-use', 'in-repair', 'disposed', 'stolen'],
  stolen: ['in-stock', 'in-use', 'in-repair', 'disposed', 'lost'],
  disposed: [],
  voided: [],
};

type Standing = Pick<Asset, 'status' | 'condition'>;

/** Whether nobody has the asset any more, or nobody can use it: it is lost, stolen, broken or destroyed. */
export const isBrokenOrGone = ({ status, condition }: Standing): boolean =>
  condition !== 'working' || status === 'lost' || status === 'stolen';

/** Whether the asset still belongs to the organization, as far as is known. */
export const isHeld = ({ status }: Pick<Asset, 'status'>): boolean => status !== 'disposed' && status !== 'voided';

const lossByStatus = { disposed: 'asset/disposed', lost: 'asset/lost', stolen: 'asset/stolen' } as const satisfies Partial<
  Record<AssetStatus, string>
>;
const destroyed = 'asset/destroyed';

/** Why the thing itself cannot serve anybody. What was registered by mistake says nothing about the thing. */
export const lossCodes = [...Object.values(lossByStatus), destroyed] as const;

/** Why an asset cannot be put in service (C4). Undefined if it can: what is broken may be repaired there. */
export const lossOf = ({ status, condition }: Standing): (typeof lossCodes)[number] | undefined => {
  if (status === 'voided') return undefined;
  const lossOfStatus: Partial<Record<AssetStatus, (typeof lossCodes)[number]>> = lossByStatus;
  return lossOfStatus[status] ?? (condition === 'destroyed' ? destroyed : undefined);
};

/** Statuses in which whoever has the asset, or had it last, still answers for it. In any other status nobody has it. */
const withHolder: readonly AssetStatus[] = ['in-use', 'in-repair', 'lost', 'stolen'];

/** Whether an asset that takes a status stays assigned to its holder (A2). */
export const keepsHolder = (status: AssetStatus): boolean => withHolder.includes(status);

/**
 * Whether the asset may go to a status without a correction. The disposal of what is broken or gone is a fact, and is never refused,
 * whatever its status is (A1).
 */
export const mayGoTo = (asset: Standing, to: AssetStatus): boolean =>
  statusesAfter[asset.status].includes(to) || (to === 'disposed' && isHeld(asset) && isBrokenOrGone(asset));
