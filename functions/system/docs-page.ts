import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { DomainError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/sha256.ts';

/** The files that the page loads, with their content types. No file is loaded from another site. */
const types: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['start.js', 'text/javascript; charset=utf-8'],
]);

const startScript = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', tagsSorter: 'alpha' });`;

/** The Content-Security-Policy. Swagger UI needs inline styles and images in data URLs. Scripts are loaded from this site only. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const docsHeaders = {
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const;

/** The name of a file contains a hash of its content, so browsers may cache the file for a year. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable' } as const;

/** The OpenAPI document and the Swagger UI page. Their files are in the folder of the bundle, where `infra/bundle.ts` puts them. */
export const apiSite = (folder: string) => {
  const cache = new Map<string, string>();
  const textOf = (name: string): string => {
    const text = cache.get(name) ?? (name === 'start.js' ? startScript : readFileSync(join(folder, name), 'utf8'));
    cache.set(name, text);
    return text;
  };
  const fileName = (name: string): string => `${sha256(textOf(name)).slice(0, 12)}-${name}`;

  return {
    document: (): string => textOf('openapi.json'),
    page: (): string =>
      html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Quiesce API</title>
<link rel="stylesheet" href="/docs/${fileName('swagger-ui.css')}"></head>
<body><main id="api"></main>
<script src="/docs/${fileName('swagger-ui-bundle.js')}"></script><script src="/docs/${fileName('start.js')}"></script></body>
</html>
`.toString(),
    /** A file that the page loads. @throws DomainError missing `path/unknown` for any other file */
    asset: (file: string): { readonly body: string; readonly headers: Readonly<Record<string, string>> } => {
      const name = file.slice(file.indexOf('-') + 1);
      const type = types.get(name);
      if (type === undefined || fileName(name) !== file) throw new DomainError('missing', 'path/unknown', 'no such path');
      return { body: textOf(name), headers: { ...assetHeaders, 'content-type': type } };
    },
  };
};

export type ApiSite = ReturnType<typeof apiSite>;
