import { AssetsEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { assetsEndpoints } from './endpoints.ts';

export const handler = httpFunction(AssetsEnv, assetsEndpoints);
