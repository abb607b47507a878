import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key, last } from '../define-row.ts';
import { difference } from '../difference.ts';
import type { Row, RowWrite } from '../records.ts';
import { postingShards } from '../table.ts';
import { postingShardOf } from './posting-rows.ts';

/** Whose word it is. */
interface WordOwner {
  readonly item: string;
  readonly facet: 'asset' | 'ci';
}

/** A word of an item, and the facet that has it. */
export interface PostedWord {
  readonly facet: WordOwner['facet'];
  readonly word: string;
}

const WordPosting = lazily(() => z.strictObject({ word: z.string(), item: Id(), facet: z.enum(['asset', 'ci']), version: z.literal(1) }));
type WordPosting = Shape<typeof WordPosting>;

/** So many characters of a word are in the key; a sort key has at most 1,024 bytes. Longer words are compared on the item's card. */
const keptCharacters = 64;

/** A word, or the beginning of one, as a part of a key: ASCII only, so that all stores put keys in the same order. */
const wordPart = (word: string): string => encodeURIComponent([...word].slice(0, keptCharacters).join(''));

const listOf = (word: string): string => key('item', 'word', encodeURIComponent([...word].slice(0, 1).join('')));

/** POST#item#word#<first character>#<shard> | <word>#<id>#<facet>   the items that have a word, in the order of their words (A9) */
export const wordRow = defineRow<WordPosting, Omit<WordPosting, 'version'>>({
  type: 'WordPosting',
  schema: WordPosting,
  primary: ({ word, item, facet }) => ({ pk: key('POST', listOf(word), postingShardOf(item)), sk: key(wordPart(word), item, facet) }),
});

/** The item of a word's row, from its key, which every row has even if the rest of it cannot be read. */
export const wordItem = (row: Row): string => row.sk.split('#').at(-2) ?? '';

/** Where the words that begin with a token lie. */
export const wordRange = (token: string) => ({
  partitions: Array.from({ length: postingShards }, (_, shard) => key('POST', listOf(token), shard)),
  from: wordPart(token),
  to: `${wordPart(token)}${last}`,
});

/** The first of an item's rows that begin with a token: the one by which a search answers the item. */
export const firstPosition = (item: string, words: readonly PostedWord[], token: string) =>
  words
    .map(({ facet, word }) => wordRow.key({ item, facet, word }).sk)
    .filter((position) => position.startsWith(wordPart(token)))
    .toSorted()
    .at(0);

/** What an item's write adds to the lists of words, and takes from them; like postings, guarded by the item's row (T2). */
export const wordWrites = (owner: WordOwner, before: readonly string[], after: readonly string[]): readonly RowWrite[] => {
  const { added, removed } = difference(before, after, wordPart);
  const posting = (word: string): WordPosting => ({ ...owner, word: [...word].slice(0, keptCharacters).join(''), version: 1 });
  return [...added.map((word) => wordRow.save(posting(word))), ...removed.map((word) => wordRow.remove(posting(word)))].map(
    (write): RowWrite => ({ ...write, when: 'any' }),
  );
};
