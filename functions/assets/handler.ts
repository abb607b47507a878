import { costRepository, vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { assetsFunction } from '../../shared/functions/areas.ts';
import { assetRepositories } from '../../shared/runtime/asset-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { assetsEndpoints } from './endpoints.ts';

export const handler = httpFunction(assetsFunction, (context) =>
  assetsEndpoints({
    ...context,
    ...assetRepositories(context.records),
    licenses: licenseRepository(context.records),
    costs: costRepository(context.records),
    contracts: vendorContractRepository(context.records),
    relations: relationRepository(context.records),
    names: nameRepository(context.records),
  }),
);
