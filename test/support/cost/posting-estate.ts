import { assetRepository } from '../../../shared/data/asset/asset-repository.ts';
import { assetRow } from '../../../shared/data/asset/asset-rows.ts';
import { configurationItemRepository } from '../../../shared/data/configuration-item/configuration-item-repository.ts';
import { configurationItemRow } from '../../../shared/data/configuration-item/configuration-item-rows.ts';
import { itemRepository } from '../../../shared/data/item/item-repository.ts';
import { type PostingList, postingPartitions, postingShardOf } from '../../../shared/data/posting/posting-rows.ts';
import { wordRange } from '../../../shared/data/posting/word-rows.ts';
import type { Key, Records, Row, RowQuery } from '../../../shared/data/records.ts';
import type { Asset } from '../../../shared/domain/asset/asset.ts';
import { assetPostingsOf } from '../../../shared/domain/asset/asset-postings.ts';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { postingsOf } from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { assetWords, configurationItemWords } from '../../../shared/domain/item/search-words.ts';
import { idOf } from '../api.ts';
import { aConfigurationItem, anAsset } from '../items.ts';

const pick = <Value>(values: readonly [Value, ...Value[]], n: number): Value => values[n % values.length] ?? values[0];

const template = aConfigurationItem();

/** The n-th CI. A fixed share of the CIs has each value. Only the last five have the label `rare`. */
const nthCi = (n: number, count: number): ConfigurationItem => ({
  ...template,
  id: idOf(n),
  name: `node ${n % 500}`,
  class: pick(['server', 'database'], n),
  environment: pick(['production', 'production', 'test', 'test'], n),
  stage: pick(['live', 'live', 'live', 'live', 'build'], n),
  criticality: pick(['low', 'high', 'critical'], n),
  ownerTeam: pick([idOf(900_001), idOf(900_002), idOf(900_003)], n >> 2),
  labels: n >= count - 5 ? { rare: 'yes' } : { app: `app-${n % 7}` },
});

/** Caches the results of a function by its text. */
const cached = <Result>(make: (text: string) => Result): ((text: string) => Result) => {
  const results = new Map<string, Result>();
  return (text) => {
    const result = results.get(text) ?? make(text);
    results.set(text, result);
    return result;
  };
};

const rangeOf = cached(wordRange);
const partitionsOfText = cached((text) => {
  const [noun = '', field = '', value = ''] = text.split('\u0000');
  return postingPartitions({ noun, field, value });
});
const partitionsOf = ({ noun, field, value }: PostingList) => partitionsOfText([noun, field, value].join('\u0000'));

/** The n-th asset. A fixed share of the assets has each value. Only the last five are of the category `rare`. */
const nthAsset = (n: number, count: number): Asset => ({
  ...anAsset(),
  id: idOf(n),
  name: `laptop ${n % 500}`,
  category: n >= count - 5 ? 'rare' : pick(['laptop', 'phone'], n),
  status: pick(['in-use', 'in-use', 'in-stock', 'in-use'], n),
  vendor: pick(['Acme', 'Initech', 'Umbrella'], n),
  owner: { team: pick([idOf(900_001), idOf(900_002), idOf(900_003)], n >> 2) },
  serialNumber: `SN-${n}`,
});

/** What a facet of an item is stored as, and what finds it. */
interface Facet {
  readonly row: (n: number) => Row;
  readonly lists: (n: number) => readonly PostingList[];
  readonly words: (n: number) => readonly string[];
  readonly sortKey: '#ci' | '#asset';
}

const ciFacet = (count: number): Facet => ({
  row: (n) => configurationItemRow.toRow(nthCi(n, count)),
  lists: (n) => postingsOf(nthCi(n, count)).map(({ field, value }) => ({ noun: 'ci', field, value })),
  words: (n) => configurationItemWords(nthCi(n, count)),
  sortKey: '#ci',
});

const assetFacet = (count: number): Facet => ({
  row: (n) => assetRow.toRow(nthAsset(n, count)),
  lists: (n) => assetPostingsOf(nthAsset(n, count)).map(({ field, value }) => ({ noun: 'asset', field, value })),
  words: (n) => assetWords(nthAsset(n, count)),
  sortKey: '#asset',
});

/** The position of the first text that is not before the given one (binary search in a sorted list). */
const positionOf = (texts: readonly string[], text: string): number => {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((texts[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

const absent = (): never => {
  throw new Error('this store is only read, by key and by base query');
};

/**
 * A register of `count` CIs or assets that stores only sort keys: rows are built when they are read, so that 100,000 items with a million
 * postings fit into a test. It counts requests and rows as the metered table does.
 */
const estateOf = (count: number, facet: Facet) => {
  const sortKeys = new Map<string, string[]>();
  const usage = { requests: 0, rowsRead: 0 };
  const numberOf = (id: string): number => Number(id.slice(-12));

  const query = async ({ partition, from, to, after, limit = Number.POSITIVE_INFINITY }: RowQuery): Promise<readonly Row[]> => {
    const all = sortKeys.get(partition) ?? [];
    const found = all
      .slice(positionOf(all, after ?? from ?? ''), positionOf(all, to ?? '\u{10FFFF}'))
      .slice(0, limit + (after === undefined ? 0 : 1));
    usage.requests += 1;
    usage.rowsRead += found.length;
    const rows = found.filter((sk) => sk !== after).slice(0, limit);
    return rows.map((sk): Row => {
      const [word, item, facet] = sk.split('#');
      return { pk: partition, sk, type: 'Posting', version: 1, schema: 1, data: item === undefined ? { item: sk } : { word, item, facet } };
    });
  };
  const readMany = async (keys: readonly Key[]): Promise<readonly Row[]> => {
    usage.requests += Math.ceil(keys.length / 100);
    usage.rowsRead += keys.length;
    return keys.filter(({ sk }) => sk === facet.sortKey).map(({ pk }) => facet.row(numberOf(pk)));
  };
  const unused = {
    read: absent,
    entries: absent,
    commit: absent,
    commitOne: absent,
    writeOnce: absent,
    increment: absent,
    restoreEpoch: 0,
    unreadable: absent,
  };
  const records: Records = { query, readMany, ...unused };

  const add = (partition: string, sk: string): void => {
    const list = sortKeys.get(partition);
    if (list) list.push(sk);
    else sortKeys.set(partition, [sk]);
  };
  for (let n = 0; n < count; n += 1) {
    const id = idOf(n);
    const shard = postingShardOf(id);
    for (const list of facet.lists(n)) add(partitionsOf(list)[shard] ?? '', id);
    for (const word of facet.words(n)) {
      const { partitions, from } = rangeOf(word);
      add(partitions[shard] ?? '', `${from}#${id}${facet.sortKey}`);
    }
  }
  for (const list of sortKeys.values()) list.sort();

  return {
    cis: configurationItemRepository(records),
    assets: assetRepository(records),
    items: itemRepository(records),
    /** The requests and rows that a call reads. */
    usageOf: async (call: () => Promise<unknown>) => {
      const before = { ...usage };
      await call();
      return { requests: usage.requests - before.requests, rowsRead: usage.rowsRead - before.rowsRead };
    },
  };
};

/** A register of CIs. */
export const postingEstate = (count: number) => estateOf(count, ciFacet(count));

/** A register of assets. */
export const assetEstate = (count: number) => estateOf(count, assetFacet(count));
