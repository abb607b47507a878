import type { Asset } from '../../domain/asset/asset.ts';
import type { BookCharge } from '../../domain/cost/cost-of-ownership.ts';
import { chargeOfLedger } from '../../domain/cost/ledger-charge.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import { type AssetBookContext, assetInBook } from '../asset/asset-book.ts';

/**
 * What an asset costs in a period by one of its books: the named one, else its only one or `default`. Undefined if it has no book.
 * @throws DomainError missing `asset/no-book` if it is not in the named book
 */
export const chargeInBook =
  (context: AssetBookContext) =>
  async (asset: Asset, book: string | undefined, span: DateSpan): Promise<BookCharge | undefined> => {
    if (book === undefined && (asset.books ?? []).length === 0) return undefined;
    const { ledger } = await assetInBook(context)(asset.id, book);
    return chargeOfLedger(ledger, span);
  };
