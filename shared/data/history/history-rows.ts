import * as z from 'zod';
import type { LooseHead } from '../../domain/history/history-repository.ts';
import { ChainHead, historyFacets, ItemVersion } from '../../domain/history/item-version.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import type { RowWrite } from '../records.ts';

/** A version is as large as the facet whose beginning or end it records, and some bytes more. */
const largestVersion = 400_000;

/** The versions of a chain are numbered with as many digits, so that their keys sort like their numbers. */
const digits = 9;

/** The place of a version in the history of its item. */
export const placeOf = ({ at, facet, version }: Pick<ItemVersion, 'at' | 'facet' | 'version'>): string =>
  key(at, facet, String(version).padStart(digits, '0'));

const versionDefinition = defineRow<ItemVersion, Pick<ItemVersion, 'item' | 'at' | 'facet' | 'version'>>({
  type: 'ItemVersion',
  schema: ItemVersion,
  primary: ({ item, ...version }) => ({ pk: key('HISTORY', item), sk: placeOf(version) }),
  indexes: (version) => ({ byTime: [key('VERSION', version.at.slice(0, 10), shardOf(version.item)), key(placeOf(version), version.item)] }),
  maxBytes: () => largestVersion,
});

/**
 * HISTORY#<item> | <time>#<facet>#<version>       the versions of an item in the order of time (C6). No function may remove them
 * byTime: VERSION#<day>#<shard> | <time>#…        all versions of a day
 */
export const versionRow = {
  ...versionDefinition,
  /** Adds a version. Versions are never changed, so their number is no version of the row. */
  add: (version: ItemVersion): RowWrite => ({ ...versionDefinition.save(version), when: 'absent' }),
};

const LooseHeadRow = lazily(() => z.strictObject({ item: Id(), facet: z.enum(historyFacets), version: z.int().min(1), head: ChainHead() }));

/** HISTORY#<item> | #<facet>   the end of a chain whose facet has no row: relations, and a facet that was deleted */
export const looseHeadRow = defineRow<LooseHead, Pick<LooseHead, 'item' | 'facet'>>({
  type: 'LooseHead',
  schema: LooseHeadRow,
  primary: ({ item, facet }) => ({ pk: key('HISTORY', item), sk: key('', facet) }),
});

interface FormerDependant {
  readonly item: string;
  readonly source: string;
  readonly version: 1;
}

const FormerDependantRow = lazily(() => z.strictObject({ item: Id(), source: Id(), version: z.literal(1) }));

/** FORMER#<item> | <source>   who had a relation to an item */
export const formerDependantRow = defineRow<FormerDependant, Pick<FormerDependant, 'item' | 'source'>>({
  type: 'FormerDependant',
  schema: FormerDependantRow,
  primary: ({ item, source }) => ({ pk: key('FORMER', item), sk: source }),
});
