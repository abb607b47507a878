import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { evaluateFunction } from '../../shared/functions/areas.ts';
import { changeRepositories } from '../../shared/runtime/change-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { evaluateEndpoints } from './endpoints.ts';

export const handler = httpFunction(evaluateFunction, (context) =>
  evaluateEndpoints({
    ...context,
    ...changeRepositories(context.records),
    monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
  }),
);
