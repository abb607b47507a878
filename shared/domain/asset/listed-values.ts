import type { Asset } from './asset.ts';

/** Fields whose values can be listed and renamed, by their plural in paths. */
export const listedFields = { vendors: 'vendor', locations: 'location', 'cost-centers': 'costCenter' } as const;
export type ListedField = (typeof listedFields)[keyof typeof listedFields];

/** A value of a field, as an asset has it. */
export interface ListedValue {
  readonly field: ListedField;
  readonly value: string;
}

/** The values of an asset that can be listed. A void registration has none. */
export const listedValuesOf = (asset: Asset): readonly ListedValue[] =>
  asset.status === 'voided'
    ? []
    : Object.values(listedFields).flatMap((field) => {
        const value = asset[field];
        return value === undefined ? [] : [{ field, value }];
      });

/** A value, and how many assets have it. */
export interface ValueCount {
  readonly name: string;
  readonly assets: number;
}
