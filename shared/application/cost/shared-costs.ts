import type { Asset } from '../../domain/asset/asset.ts';
import { isBookNamed } from '../../domain/book/book.ts';
import type { SharedCost } from '../../domain/cost/service-cost.ts';
import { serviceShares } from '../../domain/cost/service-shares.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import { costOfAsset } from './read-cost-of-ownership.ts';
import { nodeOf, type ServiceCostContext, type SharedLink } from './service-graph.ts';

/** How many assets' costs are read at the same time. */
const readsAtOnce = 25;

/** How the costs of services are counted: over these days, and with the depreciation of this book. */
export interface ServiceCounting {
  readonly span: DateSpan;
  /** @default for each asset its only book, or `default` */
  readonly book?: string | undefined;
}

/** An asset that is not in the book that is asked for costs as one without a book: its purchase is an expense of its day. */
const inBook = (asset: Asset, book: string | undefined): { asset: Asset; book?: string | undefined } => {
  const isIn = book === undefined || (asset.books ?? []).some(({ name }) => isBookNamed({ name: book })(name));
  return isIn ? { asset, book } : { asset: { ...asset, books: [] } };
};

/**
 * What these items cost in a period on accrual basis, and which services bear it (L4).
 * @param links all links to the items, and to everything that needs them
 * @throws DomainError invalid `book/required`; missing `asset/no-book`, `book/not-found`
 */
export const sharedCosts =
  (context: ServiceCostContext) =>
  async (items: readonly Item[], links: readonly SharedLink[], { span, book }: ServiceCounting): Promise<readonly SharedCost[]> => {
    const services = new Set(await context.configurationItems.idsWith([{ field: 'class', value: 'service' }]));
    const shares = serviceShares(items.map(nodeOf), links, (item) => services.has(item));
    const costs = await inParallel(items, readsAtOnce, async (item): Promise<readonly SharedCost[]> => {
      if (!item.asset) return [];
      const counted = inBook(item.asset, book);
      const { cost } = await costOfAsset(context)(counted.asset, { span, basis: 'accrual', book: counted.book });
      return [{ item: item.id, cost, shares: shares.get(nodeOf(item)) ?? new Map() }];
    });
    return costs.flat();
  };
