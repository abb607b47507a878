import type { Asset } from '../asset/asset.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';

/** The most words of each facet that search uses. Each word is a row in the transaction that writes the item (T5). */
export const wordsAtMost = 12;

/** The words of a text, in lower case and NFC. All characters other than letters and digits separate words. */
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

/** The words by which search finds an asset (A9). */
export const assetWords = ({ name, assetTag, serialNumber, model }: AssetTexts): readonly string[] =>
  firstWords([name, assetTag, serialNumber, model]);

/** The words by which search finds a CI (A9). */
export const configurationItemWords = ({ name, aliases }: ConfigurationItemTexts): readonly string[] =>
  firstWords([name, ...aliases.map(({ value }) => value)]);

/** Whether each token is the beginning of one of the words. */
export const hasWords = (words: readonly string[], tokens: readonly string[]): boolean =>
  tokens.every((token) => words.some((word) => word.startsWith(token)));

/** The distinct words of a search text, longest first. The list is empty if the text has no letter and no digit. */
export const searchTokens = (query: string): readonly string[] =>
  [...new Set(wordsOf(query))].toSorted((one, other) => other.length - one.length);
