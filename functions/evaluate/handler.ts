import { EvaluateEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { evaluateEndpoints } from './endpoints.ts';

export const handler = httpFunction(EvaluateEnv, evaluateEndpoints);
