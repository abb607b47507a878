import { ConfigurationItemsEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { configurationItemsEndpoints } from './endpoints.ts';

export const handler = httpFunction(ConfigurationItemsEnv, configurationItemsEndpoints);
