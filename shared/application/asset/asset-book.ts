import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetFact } from '../../domain/asset/asset-facts.ts';
import { type Book, isBookNamed } from '../../domain/book/book.ts';
import type { AssetLedger } from '../../domain/depreciation/asset-ledger.ts';
import { ledgerOfAsset } from '../../domain/depreciation/ledger-of-asset.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';
import { getNamed } from '../resource/put-by-name.ts';
import type { AssetContext } from './asset-context.ts';
import { assetItem } from './change-asset.ts';

/** @throws DomainError missing `asset/no-book` */
const noBook = ({ name, id }: Pick<Asset, 'name' | 'id'>, book?: string): DomainError => {
  const which = book === undefined ? 'any book' : `book ${book}`;
  return new DomainError(
    'missing',
    'asset/no-book',
    `asset ${name} (${id}) has no entry in ${which}, so it has no value there; add one to its books`,
  );
};

/** The names of the books that an asset has or had entries in. */
const bookNames = (facts: readonly AssetFact[]): readonly string[] => [
  ...new Set(facts.flatMap((fact) => (fact.kind === 'basis' ? fact.books.map(({ name }) => name) : []))),
];

/** The book that a request without a book means: the only one of the asset, or the one named `default`. */
const onlyBook = (asset: Asset, facts: readonly AssetFact[]): string => {
  const own = (asset.books ?? []).map(({ name }) => name);
  const names = own.length > 0 ? own : bookNames(facts);
  const [first] = names;
  if (first === undefined) throw noBook(asset);
  if (names.length === 1) return first;
  const chosen = names.find((name) => isBookNamed({ name: 'default' })(name));
  if (chosen !== undefined) return chosen;
  throw invalid('/query/book', 'book/required', `the asset is in several books: ${names.join(', ')}; say which one is meant`);
};

/** What reading an asset in a book needs. */
export interface AssetBookContext extends ItemInPathContext {
  readonly assetFacts: Pick<AssetContext['assetFacts'], 'of'>;
  readonly books: Pick<AssetContext['books'], 'find' | 'ownerOf'>;
}

/** An asset in one book: its facts, and the ledger that follows from them. */
export interface AssetInBook {
  readonly asset: Asset;
  readonly book: Book;
  readonly facts: readonly AssetFact[];
  readonly ledger: AssetLedger;
}

/**
 * An asset in a book, also as it was known at an instant.
 * @throws DomainError missing `asset/not-found`, `asset/no-book`, `book/not-found`; invalid `book/required`
 */
export const assetInBook =
  (context: AssetBookContext) =>
  async (reference: string, name?: string, knownAt?: string): Promise<AssetInBook> => {
    const { asset } = await assetItem(context, reference);
    const facts = await context.assetFacts.of(asset.id);
    const book = await getNamed('book', context.books, name ?? onlyBook(asset, facts));
    const ledger = ledgerOfAsset(facts, book, knownAt);
    if (!ledger) throw noBook(asset, book.name);
    return { asset, book, facts, ledger };
  };
