import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { sha256 } from '../../domain/sha256.ts';
import { Id } from '../../domain/values.ts';
import { baseShardOf, defineRow, key, partitionsOf } from '../define-row.ts';
import { difference } from '../difference.ts';
import type { Row, RowWrite } from '../records.ts';
import { postingShards } from '../table.ts';

/** Names a list of postings: the noun that is listed, the field, and the normalized value. */
export interface PostingList {
  readonly noun: string;
  readonly field: string;
  readonly value: string;
}

const Posting = lazily(() => z.strictObject({ list: z.string(), item: Id(), version: z.literal(1) }));
type Posting = Shape<typeof Posting>;

/** Values up to this length are stored in readable form. A partition key has at most 2,048 bytes. */
const longestValue = 500;

/**
 * Encodes a value as a part of a key. Percent-encoding removes `#`, which separates the parts of a key. A long value is replaced by its
 * digest. An encoded value contains no `:`, so it cannot be confused with a digest.
 */
export const keyPart = (value: string): string => {
  const encoded = encodeURIComponent(value.toWellFormed());
  return encoded.length <= longestValue ? encoded : `sha256:${sha256(value)}`;
};

/** The shard of an item's postings, the same in every list. */
export const postingShardOf = (item: string): number => baseShardOf(item, postingShards);

const nameOf = ({ noun, field, value }: PostingList): string => key(noun, field, keyPart(value));

/** The partitions of a list, one per shard. */
export const postingPartitions = (list: PostingList): readonly string[] => partitionsOf(postingShards, 'POST', nameOf(list));

/** POST#<noun>#<field>#<value>#<shard> | <id>   the items of a noun that have a value, ordered by id (T11) */
export const postingRow = defineRow<Posting, { list: string; item: string }>({
  type: 'Posting',
  schema: Posting,
  primary: ({ list, item }) => ({ pk: key('POST', list, postingShardOf(item)), sk: item }),
});

/** The id of the item that a posting belongs to. */
export const postedItem = (row: Row): string => row.sk;

/**
 * The writes that add and remove postings when an item changes. A posting belongs to one item. The item's row is written in the same
 * transaction, conditional on its version, so the postings need no condition (T2).
 */
export const postingWrites = (item: string, before: readonly PostingList[], after: readonly PostingList[]): readonly RowWrite[] => {
  const { added, removed } = difference(before, after, nameOf);
  const posting = (list: PostingList): Posting => ({ list: nameOf(list), item, version: 1 });
  return [...added.map((list) => postingRow.save(posting(list))), ...removed.map((list) => postingRow.remove(posting(list)))].map(
    (write): RowWrite => ({ ...write, when: 'any' }),
  );
};
