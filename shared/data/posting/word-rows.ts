import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key, last, partitionsOf } from '../define-row.ts';
import { difference } from '../difference.ts';
import type { Row, RowWrite } from '../records.ts';
import { postingShards } from '../table.ts';
import { postingShardOf } from './posting-rows.ts';

/** The item and the facet that a word belongs to. */
interface WordOwner {
  readonly item: string;
  readonly facet: 'asset' | 'ci';
}

/** A word of an item, and the facet that contains it. */
export interface PostedWord extends WordOwner {
  readonly word: string;
}

const WordPosting = lazily(() => z.strictObject({ word: z.string(), item: Id(), facet: z.enum(['asset', 'ci']), version: z.literal(1) }));
type WordPosting = Shape<typeof WordPosting>;

/** How many characters of a word the key contains. A sort key has at most 1,024 bytes. Longer words are compared after the item is read. */
const keptCharacters = 64;

/** Encodes a word, or the beginning of one, as a part of a key. It is ASCII, so that all stores sort keys in the same order. */
const wordPart = (word: string): string => encodeURIComponent([...word].slice(0, keptCharacters).join(''));

const listOf = (word: string): string => key('item', 'word', encodeURIComponent([...word].slice(0, 1).join('')));

/** POST#item#word#<first character>#<shard> | <word>#<id>#<facet>   the items that have a word, ordered by word (A9) */
export const wordRow = defineRow<WordPosting, Omit<WordPosting, 'version'>>({
  type: 'WordPosting',
  schema: WordPosting,
  primary: ({ word, item, facet }) => ({ pk: key('POST', listOf(word), postingShardOf(item)), sk: key(wordPart(word), item, facet) }),
});

/** The id of the item that a word's row belongs to. It is in the key, so that an unreadable row has it too. */
export const wordItem = (row: Row): string => row.sk.split('#').at(-2) ?? '';

/** The partitions and the sort key range of the words that begin with a token. */
export const wordRange = (token: string) => ({
  partitions: partitionsOf(postingShards, 'POST', listOf(token)),
  from: wordPart(token),
  to: `${wordPart(token)}${last}`,
});

/** The sort key of the first of an item's rows that begin with a token. A search returns the item only for this row. */
export const firstPosition = (words: readonly PostedWord[], token: string) =>
  words
    .map((word) => wordRow.key(word).sk)
    .filter((position) => position.startsWith(wordPart(token)))
    .toSorted()
    .at(0);

/** The writes that add and remove words when an item changes. Like postings, the version check on the item's row protects them (T2). */
export const wordWrites = (owner: WordOwner, before: readonly string[], after: readonly string[]): readonly RowWrite[] => {
  const { added, removed } = difference(before, after, wordPart);
  const posting = (word: string): WordPosting => ({ ...owner, word: [...word].slice(0, keptCharacters).join(''), version: 1 });
  return [...added.map((word) => wordRow.save(posting(word))), ...removed.map((word) => wordRow.remove(posting(word)))].map(
    (write): RowWrite => ({ ...write, when: 'any' }),
  );
};
