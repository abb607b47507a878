import * as contract from '../../shared/contracts/system.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { type ApiSite, docsHeaders } from './docs-page.ts';

interface SystemContext extends ApiSite {
  readonly stage: string;
}

/** The endpoints that need neither the table nor a token: health, the OpenAPI document, and the page that shows it. */
export const systemEndpoints = ({ stage, document, page, asset }: SystemContext): readonly Endpoint[] => [
  on(contract.readHealth, () => ({ status: 'ok', stage })),
  on(contract.readOpenApi, () => new Answer(document(), { headers: { 'cache-control': 'no-cache' } })),
  on(contract.readDocs, () => new Answer(page(), { headers: docsHeaders })),
  on(contract.readDocsAsset, ({ params }) => {
    const { body, headers } = asset(params.file);
    return new Answer(body, { headers });
  }),
];
