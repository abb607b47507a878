import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';

/** An item is found by at most so many words of each facet: they are rows of its write (T5). */
export const wordsAtMost = 12;

/** The words of a text: lower case, NFC, split at everything that is no letter or digit. */
const wordsOf = (text: string): readonly string[] =>
  text
    .toWellFormed()
    .toLowerCase()
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const firstWords = (texts: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(texts.flatMap((text) => (text === undefined ? [] : wordsOf(text))))].slice(0, wordsAtMost);

type AssetTexts = Pick<Asset, 'name' | 'assetTag' | 'serialNumber' | 'model'>;
type ConfigurationItemTexts = Pick<ConfigurationItem, 'name' | 'aliases'>;

/** The words that search finds an asset by (A9). */
export const assetWords = ({ name, assetTag, serialNumber, model }: AssetTexts): readonly string[] =>
  firstWords([name, assetTag, serialNumber, model]);

/** The words that search finds a CI by (A9). */
export const configurationItemWords = ({ name, aliases }: ConfigurationItemTexts): readonly string[] =>
  firstWords([name, ...aliases.map(({ value }) => value)]);

/** Whether each token is the beginning of one of the words. */
export const hasWords = (words: readonly string[], tokens: readonly string[]): boolean =>
  tokens.every((token) => words.some((word) => word.startsWith(token)));

/** The distinct words of a question, the longest first; none where it has neither letter nor digit. */
export const searchTokens = (question: string): readonly string[] =>
  [...new Set(wordsOf(question))].toSorted((one, other) => other.length - one.length);
