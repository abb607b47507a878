import * as contract from '../../shared/contracts/system.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { type ApiSite, docsHeaders } from './docs-page.ts';

/** Endpoints without a table or a token: health, the OpenAPI document and the page that shows it. */
export const systemEndpoints = (stage: string, { document, page, asset }: ApiSite): readonly Endpoint[] => [
  on(contract.readHealth, () => ({ status: 'ok', stage })),
  on(contract.readOpenApi, () => new Answer(document(), { headers: { 'cache-control': 'no-cache' } })),
  on(contract.readDocs, () => new Answer(page(), { headers: docsHeaders })),
  on(contract.readDocsAsset, ({ params }) => {
    const { body, headers } = asset(params.file);
    return new Answer(body, { headers });
  }),
];
