import { configurationItemRepository } from '../../../shared/data/configuration-item/configuration-item-repository.ts';
import { configurationItemRow } from '../../../shared/data/configuration-item/configuration-item-rows.ts';
import { itemRepository } from '../../../shared/data/item/item-repository.ts';
import { postingPartitions, postingShardOf } from '../../../shared/data/posting/posting-rows.ts';
import { wordRange } from '../../../shared/data/posting/word-rows.ts';
import type { Key, Records, Row, RowQuery } from '../../../shared/data/records.ts';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { type ConfigurationItemPosting, postingsOf } from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { configurationItemWords } from '../../../shared/domain/item/search-words.ts';
import { idOf } from '../api.ts';
import { aConfigurationItem } from '../items.ts';

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
  const [field = '', value = ''] = text.split('\u0000');
  return postingPartitions({ noun: 'ci', field, value });
});
const partitionsOf = ({ field, value }: ConfigurationItemPosting) => partitionsOfText(`${field}\u0000${value}`);

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
 * A register of `count` CIs that stores only sort keys: rows are built when they are read, so that 100,000 CIs with a million postings fit
 * into a test. It counts requests and rows as the metered table does.
 */
export const postingEstate = (count: number) => {
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
    return keys.filter(({ sk }) => sk === '#ci').map(({ pk }) => configurationItemRow.toRow(nthCi(numberOf(pk), count)));
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
    const ci = nthCi(n, count);
    const shard = postingShardOf(ci.id);
    for (const posting of postingsOf(ci)) add(partitionsOf(posting)[shard] ?? '', ci.id);
    for (const word of configurationItemWords(ci)) {
      const { partitions, from } = rangeOf(word);
      add(partitions[shard] ?? '', `${from}#${ci.id}#ci`);
    }
  }
  for (const list of sortKeys.values()) list.sort();

  return {
    cis: configurationItemRepository(records),
    items: itemRepository(records),
    /** The requests and rows that a call reads. */
    usageOf: async (call: () => Promise<unknown>) => {
      const before = { ...usage };
      await call();
      return { requests: usage.requests - before.requests, rowsRead: usage.rowsRead - before.rowsRead };
    },
  };
};
