import { assetFactRepository } from '../../shared/data/asset/asset-fact-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { listedValueRepository } from '../../shared/data/asset/listed-value-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { bookRow, categoryRow } from '../../shared/data/book/book-rows.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { costRepository, vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { poolRow } from '../../shared/data/pool/pool-rows.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { unauthorizedChangeRepository } from '../../shared/data/unauthorized-change/unauthorized-change-repository.ts';
import { type Book, Books } from '../../shared/domain/book/book.ts';
import { Categories, type Category } from '../../shared/domain/category/category.ts';
import { type Pool, Pools } from '../../shared/domain/pool/pool.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { assetsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { assetsEndpoints } from './endpoints.ts';

export const handler = httpFunction(assetsFunction, (context) =>
  assetsEndpoints({
    ...context,
    items: itemRepository(context.records),
    references: itemReferences(context.records),
    assets: assetRepository(context.records),
    assetFacts: assetFactRepository(context.records),
    assignments: assignmentRepository(context.records),
    listedValues: listedValueRepository(context.records),
    changes: changeRepository(context.records),
    dues: dueRepository(context.records),
    pools: resourceRepository<Pool>(context.records, Pools, poolRow),
    unauthorizedChanges: unauthorizedChangeRepository(),
    configurationItems: configurationItemRepository(context.records),
    licenses: licenseRepository(context.records),
    costs: costRepository(context.records),
    contracts: vendorContractRepository(context.records),
    names: nameRepository(context.records),
    namings: namingRepository(context.records),
    books: resourceRepository<Book>(context.records, Books, bookRow),
    categories: resourceRepository<Category>(context.records, Categories, categoryRow),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
  }),
);
