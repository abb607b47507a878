import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { MonitorsEnv } from '../../shared/env/function-env.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { monitorsEndpoints } from './endpoints.ts';

export const handler = httpFunction(MonitorsEnv, (world, env) => {
  const allowPrivate = env.ALLOW_PRIVATE_RECEIVERS === 'true';
  return monitorsEndpoints({ sealer: kmsSealer(env.SEAL_KEY_ID), allowPrivate, publicUrl: env.PUBLIC_URL })(world);
});
