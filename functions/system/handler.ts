import { api } from '../../shared/contracts/api.ts';
import { anyone } from '../../shared/domain/access.ts';
import { SystemEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { httpLog } from '../../shared/observability/log.ts';
import { apiSite } from './docs-page.ts';
import { systemEndpoints } from './endpoints.ts';

const { STAGE } = readEnv(SystemEnv);

/** Health, the OpenAPI document, and every path that no other function answers. */
export const handler = httpHandler({
  endpoints: systemEndpoints(STAGE, apiSite(__dirname)),
  identify: async () => anyone,
  idempotent: ({ run }) => run().then(({ response }) => response),
  log: httpLog,
  alsoKnown: Object.values(api).flat(),
});
