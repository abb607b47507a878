import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { configurationItemsFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { configurationItemsEndpoints } from './endpoints.ts';

export const handler = httpFunction(configurationItemsFunction, (context) =>
  configurationItemsEndpoints({
    ...context,
    items: itemRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams),
    windows: windowRepository(context.records),
    changes: changeRepository(context.records),
  }),
);
