import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { evaluateFunction } from '../../shared/functions/areas.ts';
import { alertRepositories } from '../../shared/runtime/alert-repositories.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { evaluateEndpoints } from './endpoints.ts';

export const handler = httpFunction(evaluateFunction, (context) =>
  evaluateEndpoints({ ...context, ...alertRepositories(context.records), names: nameRepository(context.records) }),
);
