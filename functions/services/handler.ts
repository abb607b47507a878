import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { servicesFunction } from '../../shared/functions/service-areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { servicesEndpoints } from './endpoints.ts';

export const handler = httpFunction(servicesFunction, (context) =>
  servicesEndpoints({
    ...context,
    agreements: agreementRepository(context.records),
    changes: changeRepository(context.records),
    dues: dueRepository(context.records),
    items: itemRepository(context.records),
    names: nameRepository(context.records),
    outages: outageRepository(context.records),
    references: itemReferences(context.records),
    windows: windowRepository(context.records),
  }),
);
