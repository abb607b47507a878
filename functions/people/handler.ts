import { PeopleEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { peopleEndpoints } from './endpoints.ts';

export const handler = httpFunction(PeopleEnv, peopleEndpoints);
