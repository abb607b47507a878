import { ChangesEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { changesEndpoints } from './endpoints.ts';

export const handler = httpFunction(ChangesEnv, changesEndpoints);
