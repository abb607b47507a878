import * as contract from '../../shared/contracts/system.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';
import { type ApiSite, pageHeaders } from './docs-page.ts';

/** What needs neither table nor token: health, and the apiSite contract with a page to read it. */
export const systemEndpoints = (stage: string, { document, page, asset }: ApiSite): readonly Endpoint[] => [
  on(contract.readHealth, () => ({ status: 'ok', stage })),
  on(contract.readOpenApi, () => new Answer(document(), { headers: { 'cache-control': 'no-cache' } })),
  on(contract.readDocs, () => new Answer(page(), { headers: pageHeaders })),
  on(contract.readDocsAsset, ({ params }) => {
    const { body, headers } = asset(params.file);
    return new Answer(body, { headers });
  }),
];
