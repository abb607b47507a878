import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import { withDifferences } from '../differences.ts';
import type { JsonObject } from '../json-object.ts';
import type { HistoryFacet, ItemVersion } from './item-version.ts';
import { relationState } from './relation-state.ts';

/** A part of an item after some of its versions. `version` is 0 if it does not exist. */
export interface PartState {
  readonly content: JsonObject;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a part is before its first version. */
const nothing = (facet: HistoryFacet): PartState => ({
  content: facet === 'relations' ? relationState([]) : {},
  ...{ version: 0, createdAt: '', updatedAt: '' },
});

/** The part of an item after its next version. */
const after = (before: PartState, { differences, facetVersion = 0, at }: ItemVersion): PartState => ({
  content: withDifferences(before.content, differences),
  version: facetVersion,
  createdAt: before.version === 0 ? at : before.createdAt,
  updatedAt: at,
});

/** A part of an item after these versions, which are in order and begin with the first (C6). */
export const stateOfPart = (versions: readonly ItemVersion[], facet: HistoryFacet): PartState =>
  versions.filter((version) => version.facet === facet).reduce(after, nothing(facet));

const facetOf = <Facet>(id: string, { content, version, createdAt, updatedAt }: PartState): Facet | undefined =>
  version === 0 ? undefined : ({ ...content, id, version, createdAt, updatedAt } as unknown as Facet);

/** The facets of an item after these versions. A facet that did not exist is absent. */
export const facetsAfter = (id: string, versions: readonly ItemVersion[]) => ({
  asset: facetOf<Asset>(id, stateOfPart(versions, 'asset')),
  ci: facetOf<ConfigurationItem>(id, stateOfPart(versions, 'ci')),
});
