import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { apiSite } from '../../../functions/system/docs-page.ts';
import { systemEndpoints } from '../../../functions/system/endpoints.ts';
import { openApiDocument } from '../../../infra/openapi/document.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';
import { apiOf } from '../../support/api.ts';

const contracts = allAreas.flatMap(({ routes }) => routes);
const document = openApiDocument(allAreas, '0.0.0');

interface Operation {
  readonly operationId: string;
  readonly security?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, object>>;
}

const operationOf = ({ method, path }: Contract): Operation =>
  (document.paths as Record<string, Record<string, Operation>>)[path]?.[method.toLowerCase()] as Operation;

const statusesOf = (name: string): string[] =>
  Object.keys(operationOf(contracts.find((contract) => contract.name === name) as Contract).responses);

it('I6 every contract is one operation with its name, and names are unique', () => {
  expect(contracts.map((contract) => operationOf(contract).operationId)).toEqual(contracts.map(({ name }) => name));
  expect(new Set(contracts.map(({ name }) => name)).size).toBe(contracts.length);
});

it('I6 an operation declares every possible answer', () => {
  expect(statusesOf('createTeam')).toEqual(['201', '400', '401', '403', '409', '413', '415', '422', '429', '431', '500', '503', '507']);
  expect(statusesOf('patchTeam')).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '412',
    '413',
    '415',
    '428',
    '429',
    '431',
    '500',
    '503',
    '507',
  ]);
  expect(statusesOf('deleteTeam')).toEqual(['204', '400', '401', '403', '404', '409', '412', '428', '429', '431', '500', '503']);
  expect(statusesOf('listTeams')).toEqual(['200', '400', '401', '403', '429', '431', '500', '503', '507']);
  expect(statusesOf('readHealth')).toEqual(['200', '400', '403', '429', '431', '500', '503', '507']);
  expect(statusesOf('decideOnChange')).toContain('410');
});

it('I6 adding a relation that already exists has a success status of its own, with the same body', () => {
  expect(statusesOf('addRelation').slice(0, 2)).toEqual(['200', '201']);
});

it('I6 operations that may return a change in a passing state document Retry-After', () => {
  const headersOf = (name: string, status: string): string[] => {
    const answer = operationOf(contracts.find((contract) => contract.name === name) as Contract).responses[status];
    return Object.keys((answer as { headers?: object } | undefined)?.headers ?? {});
  };

  expect(headersOf('requestChange', '201')).toContain('Retry-After');
  expect(headersOf('submitChange', '200')).toContain('Retry-After');
  expect(headersOf('readChange', '200')).toContain('Retry-After');
  expect(headersOf('finishChange', '200')).not.toContain('Retry-After');
});

it('I6 operations that accept tokens describe the error for an unavailable issuer', () => {
  const responses = document.components?.responses as Record<string, { description: string }> | undefined;

  expect(responses?.ServiceUnavailable?.description).toContain('`access/issuer-away`');
});

it('I6 the path parameters and headers of a route are parameters of its operation', () => {
  const named = (name: string) =>
    operationOf(contracts.find((contract) => contract.name === name) as Contract).parameters?.map((each) => `${each.in} ${each.name}`);

  expect(named('patchTeam')).toEqual(['path id', 'header If-Match']);
  expect(named('listTeams')).toEqual(['query limit', 'query cursor']);
  expect(named('submitChange')).toEqual(expect.arrayContaining(['path id', 'query dryRun', 'header Idempotency-Key']));
});

it('I6 an operation says who may call it, and requires no token if the route needs none', () => {
  const open = contracts.filter((contract) => Array.isArray(operationOf(contract).security)).map(({ name }) => name);

  expect(open).toEqual(contracts.filter(({ access }) => access === 'anyone').map(({ name }) => name));
});

/** The system function, with its files beside it as in its bundle (`infra/bundle.ts`). */
const site = () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-site-'));
  const dist = 'node_modules/swagger-ui-dist';
  for (const file of ['docs/openapi.json', `${dist}/swagger-ui.css`, `${dist}/swagger-ui-bundle.js`])
    copyFileSync(file, join(folder, file.slice(file.lastIndexOf('/') + 1)));
  return apiOf(() => systemEndpoints({ stage: 'test', ...apiSite(folder) }));
};

it('I6 the committed document is served unchanged', async () => {
  const { status, headers, body } = await site().anonymous('GET', '/openapi.json');

  expect([status, headers['content-type'], body.openapi]).toEqual([200, 'application/json', '3.1.1']);
});

it('I6 the page loads only its own scripts and styles, which may be cached without limit because their names contain a hash', async () => {
  const { anonymous } = site();

  const page = await anonymous('GET', '/docs');
  const assets = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);

  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/);
  expect(assets).toHaveLength(3);
  for (const path of assets) {
    const { status, headers } = await anonymous('GET', path);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(headers['content-type']).toMatch(/^text\/(css|javascript); charset=utf-8$/);
  }
});

it.each(['index.js', '..%2Findex.js', '000000000000-swagger-ui.css', 'x-start.js', 'openapi.json', '__proto__'])(
  'I6 no other files are served as assets of the page: %s',
  async (file) => {
    const { status, body } = await site().anonymous('GET', `/docs/${file}`);

    expect([status, body.code]).toEqual([404, 'path/unknown']);
  },
);
