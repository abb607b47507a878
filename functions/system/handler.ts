import { anyone } from '../../shared/domain/access.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { api } from '../../shared/functions/all-functions.ts';
import { systemFunction } from '../../shared/functions/areas.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { provenOrigin } from '../../shared/http/origin-proof.ts';
import { httpLog } from '../../shared/observability/log.ts';
import { pathErrorPage } from '../../shared/pages/path-error-page.ts';
import { apiSite } from './docs-page.ts';
import { systemEndpoints } from './endpoints.ts';

const { STAGE, ORIGIN_PROOF } = readEnv(environmentOf(systemFunction));

/** Handles health checks, the API documentation, and all paths that no other function handles. */
export const handler = httpHandler({
  endpoints: systemEndpoints({ stage: STAGE, ...apiSite(__dirname) }),
  identify: async () => anyone,
  idempotent: ({ run }) => run().then(({ response }) => response),
  log: httpLog,
  admit: provenOrigin(ORIGIN_PROOF),
  errorPage: pathErrorPage,
  alsoKnown: Object.values(api).flat(),
});
