import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { DomainError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/sha256.ts';

/** The files that the page loads; none comes from another site. */
const types: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['start.js', 'text/javascript; charset=utf-8'],
]);

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', tagsSorter: 'alpha' });`;

/** Swagger UI needs style attributes and data images. Scripts come from this site only. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const docsHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const;

/** File names contain a hash of the content, so they can be cached for ever. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' } as const;

/** The API's document and the page that shows it, from files beside the bundle (`infra/bundle.ts` puts them there). */
export const apiSite = (folder: string) => {
  const kept = new Map<string, string>();
  const textOf = (name: string): string => {
    const text = kept.get(name) ?? (name === 'start.js' ? start : readFileSync(join(folder, name), 'utf8'));
    kept.set(name, text);
    return text;
  };
  const address = (name: string): string => `${sha256(textOf(name)).slice(0, 12)}-${name}`;

  return {
    document: (): string => textOf('openapi.json'),
    page: (): string =>
      html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Quiesce: the API</title>
<link rel="stylesheet" href="/docs/${address('swagger-ui.css')}"></head>
<body><main id="api"></main>
<script src="/docs/${address('swagger-ui-bundle.js')}"></script><script src="/docs/${address('start.js')}"></script></body>
</html>
`.toString(),
    /** @throws DomainError missing for a file that the page does not load */
    asset: (file: string): { readonly body: string; readonly headers: Readonly<Record<string, string>> } => {
      const name = file.slice(file.indexOf('-') + 1);
      const type = types.get(name);
      if (type === undefined || address(name) !== file) throw new DomainError('missing', 'path/unknown', 'no such path');
      return { body: textOf(name), headers: { ...assetHeaders, 'content-type': type } };
    },
  };
};

export type ApiSite = ReturnType<typeof apiSite>;
