import type { AssetFactRepository, AssetRepository } from '../../domain/asset/asset-repository.ts';
import type { Book } from '../../domain/book/book.ts';
import type { Category } from '../../domain/category/category.ts';
import type { Clock } from '../../domain/clock.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import type { Pool } from '../../domain/pool/pool.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { NamesContext } from '../name/names-of.ts';

/** The dependencies of reports. */
export interface ReportContext extends NamesContext {
  readonly clock: Clock;
  readonly assets: Pick<AssetRepository, 'page'>;
  readonly assetFacts: Pick<AssetFactRepository, 'of'>;
  readonly items: Pick<ItemRepository, 'findMany'>;
  readonly pools: Pick<ResourceRepository<Pool>, 'findMany'>;
  readonly books: Pick<ResourceRepository<Book>, 'find' | 'ownerOf' | 'page'>;
  readonly categories: Pick<ResourceRepository<Category>, 'find' | 'ownerOf'>;
}
