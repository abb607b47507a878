import { foldedForm } from '../text.ts';
import type { Asset } from './asset.ts';

/** Fields by which assets are filtered, and whose value is compared exactly. */
const plainFields = ['kind', 'category', 'vendor', 'status', 'costCenter', 'location', 'brand', 'model'] as const;
type PlainField = (typeof plainFields)[number];

/** A value by which a list of assets can be filtered: a field, and its value in normalized form (T11). */
export interface AssetPosting {
  readonly field: PlainField | 'serialNumber' | 'owner' | 'assignedTo' | 'pool';
  readonly value: string;
  /** Further values that count as this one: the other id of a merged item. Only filters have them. */
  readonly others?: readonly string[];
}

/** Filters of a list of assets. References are ids. */
export interface AssetFilters extends Partial<Record<PlainField, string | undefined>> {
  /** Without regard to case. Several assets may have it, if they are of different vendors. */
  readonly serialNumber?: string | undefined;
  /** The person or the team that owns it. */
  readonly owner?: string | undefined;
  /** The ids of the person or the item that has it: several if the item was merged. */
  readonly assignedTo?: readonly [string, ...string[]] | undefined;
  /** A pool that it is a member of. */
  readonly pool?: string | undefined;
}

const plain = (fields: Partial<Record<PlainField, string | undefined>>): readonly AssetPosting[] =>
  plainFields.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [{ field, value }];
  });

const one = (field: AssetPosting['field'], value: string | undefined): readonly AssetPosting[] =>
  value === undefined ? [] : [{ field, value }];

const folded = (text: string | undefined): string | undefined => (text === undefined ? undefined : foldedForm(text));

/** All postings of an asset: at most eighteen. */
export const assetPostingsOf = (asset: Asset): readonly AssetPosting[] => [
  ...plain(asset),
  ...one('serialNumber', folded(asset.serialNumber)),
  ...one('owner', asset.owner?.person),
  ...one('owner', asset.owner?.team),
  ...one('assignedTo', asset.assignment?.person),
  ...one('assignedTo', asset.assignment?.item),
  ...(asset.pools ?? []).flatMap((pool) => one('pool', pool)),
];

const holderPostings = ({ assignedTo }: Pick<AssetFilters, 'assignedTo'>): readonly AssetPosting[] => {
  const [value, ...others] = assignedTo ?? [];
  return one('assignedTo', value).map((posting) => ({ ...posting, others }));
};

/** The postings that an asset must have to be in a list with these filters. */
export const assetFilterPostings = (filters: AssetFilters): readonly AssetPosting[] => [
  ...plain(filters),
  ...one('serialNumber', folded(filters.serialNumber)),
  ...one('owner', filters.owner),
  ...holderPostings(filters),
  ...one('pool', filters.pool),
];

/** Whether an asset has all of these postings. */
export const hasAssetPostings = (asset: Asset, wanted: readonly AssetPosting[]): boolean => {
  const own = assetPostingsOf(asset);
  return wanted.every(({ field, value, others = [] }) =>
    own.some((posting) => posting.field === field && [value, ...others].includes(posting.value)),
  );
};
