import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { assetsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { assetsEndpoints } from './endpoints.ts';

export const handler = httpFunction(assetsFunction, (context) =>
  assetsEndpoints({
    ...context,
    items: itemRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams),
  }),
);
