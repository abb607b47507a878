import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import type { AssetFact } from '../../domain/asset/asset-facts.ts';
import { assertFactDate, assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { type Book, bookedOn, closedThroughOf } from '../../domain/book/book.ts';
import { fullTimeline } from '../../domain/depreciation/asset-ledger.ts';
import type { AssetAdjustment, ValueAdjustment } from '../../domain/depreciation/book-entry.ts';
import { adjustmentFact } from '../../domain/depreciation/fact-checks.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { onFreshRows } from '../../domain/store.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { nameReferences } from '../naming/name-references.ts';
import { getNamed } from '../resource/put-by-name.ts';
import { type AssetInBook, assetInBook } from './asset-book.ts';
import type { AssetContext } from './asset-context.ts';
import { bookChecks, booksOfAsset, holdingOf } from './book-writes.ts';
import { assetItem, latestToday } from './change-asset.ts';
import { recorded } from './recorded.ts';
import { settleAsset } from './settle-asset.ts';

/** An adjustment as it was recorded. */
export type AdjustmentRecord = AssetFact & { readonly kind: 'adjustment' | 'transfer' };

/**
 * What left the book in a closed period cannot be adjusted any more: nothing is left that could be booked in an open period.
 * @throws DomainError conflict `book/closed`
 */
const assertMayBook = ({ book, ledger }: AssetInBook, date: string): void => {
  const through = closedThroughOf(book);
  const { disposal } = fullTimeline(ledger);
  if (through === undefined || !disposal || date > through || disposal.facts.some(({ bookedOn: on }) => on > through)) return;
  const detail = `the asset left book ${book.name} on ${disposal.date}, and the book is closed through ${through}; reopen it first`;
  throw conflict('book/closed', detail, '/date');
};

const adjustValue = (context: AssetContext) => (reference: string, body: ValueAdjustment, caller: Caller) =>
  onFreshRows(async (): Promise<AdjustmentRecord> => {
    const found = await assetInBook(context)(reference, body.book);
    const { asset, book, ledger } = found;
    const { kind, date } = body;
    assertNotVoided(asset);
    assertFactDate(asset, date, latestToday(context.clock));
    assertMayBook(found, date);
    const stamp = recorded(context, asset.id, caller);
    const booking = { recordedAt: stamp.recordedAt, bookedOn: bookedOn(book, date, stamp.id) };
    adjustmentFact(body, ledger, booking, latestToday(context.clock));
    const fact: AdjustmentRecord = { ...stamp, kind: 'adjustment', date, adjustment: { ...body, book: book.name } };
    await context.store.commit([
      context.assetFacts.add(fact),
      // Two adjustments at once are judged one after the other, by what the first has left.
      ...context.assets.save({ ...asset, ...nextFacet(context, asset) }, originOf(caller), asset),
      ...bookChecks(context, [book], date),
      itemFact(context)('AssetAdjusted', asset.id, caller, { kind, book: book.name, date }),
    ]);
    return fact;
  });

const transfer = (context: AssetContext) => (reference: string, body: AssetAdjustment & { kind: 'transfer' }, caller: Caller) =>
  onFreshRows(async (): Promise<AdjustmentRecord> => {
    const { asset } = await assetItem(context, reference);
    const { kind, date, book, ...wanted } = body;
    if (book !== undefined) await getNamed('book', context.books, book);
    assertNotVoided(asset);
    assertFactDate(asset, date, latestToday(context.clock));
    const { costCenter, location, owner } = await settleAsset(context)({ ...asset, ...wanted }, asset);
    const next: Asset = { ...asset, ...nextFacet(context, asset), ...holdingOf({ costCenter, location, owner }) };
    const [from, to] = [holdingOf(asset), holdingOf(next)];
    if (isSameValue(from, to)) throw invalid('/costCenter', 'adjustment/no-change', 'the asset is there already; send where it goes');
    const fact: AdjustmentRecord = { ...recorded(context, asset.id, caller), kind, date, from, to };
    await nameReferences(context)('asset', next, asset);
    await context.store.commit([
      context.assetFacts.add(fact),
      ...context.assets.save(next, originOf(caller), asset),
      ...bookChecks(context, await booksOfAsset(context, asset), date),
      itemFact(context)('AssetAdjusted', asset.id, caller, { kind, date }),
    ]);
    return fact;
  });

/**
 * Records an adjustment of an asset (A4). One that is dated in a closed period is booked on the first open day (A8).
 * @throws DomainError missing `asset/no-book`, `book/not-found`; conflict `book/reversal-not-allowed`, `book/closed`, `asset/disposed`; invalid
 */
export const adjustAsset = (context: AssetContext) => (reference: string, body: AssetAdjustment, caller: Caller) =>
  body.kind === 'transfer' ? transfer(context)(reference, body, caller) : adjustValue(context)(reference, body, caller);

/** The adjustments of an asset in the order in which they were recorded, and its books. */
export const listAdjustments =
  (context: AssetContext) =>
  async (reference: string): Promise<{ readonly facts: readonly AdjustmentRecord[]; readonly books: readonly Book[] }> => {
    const { asset } = await assetItem(context, reference);
    const facts = (await context.assetFacts.of(asset.id)).filter(
      (fact): fact is AdjustmentRecord => fact.kind === 'adjustment' || fact.kind === 'transfer',
    );
    const named = facts.flatMap((fact) => (fact.kind === 'adjustment' ? [{ name: fact.adjustment.book }] : []));
    return { facts, books: await booksOfAsset(context, { books: named as unknown as Asset['books'] }) };
  };
