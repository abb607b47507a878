import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { route } from './contract.ts';

export const Health = lazily(() => z.strictObject({ status: z.literal('ok'), stage: z.string() }).meta({ id: 'Health' }));

export const readHealth = route({
  name: 'readHealth',
  method: 'GET',
  path: '/health',
  summary: 'Check that the API is available',
  access: 'anyone',
  success: { status: 200, schema: Health },
  explicitKey: true,
});

export const readOpenApi = route({
  name: 'readOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'Read the OpenAPI document of this API',
  access: 'anyone',
  success: { status: 200, contentType: 'application/json' },
  explicitKey: true,
});

export const readDocs = route({
  name: 'readDocs',
  method: 'GET',
  path: '/docs',
  summary: 'Show the documentation of the API as a web page',
  access: 'anyone',
  success: { status: 200, contentType: 'text/html; charset=utf-8' },
  explicitKey: true,
});

export const readDocsAsset = route({
  name: 'readDocsAsset',
  method: 'GET',
  path: '/docs/{file}',
  summary: 'Read a script or stylesheet of the documentation page',
  access: 'anyone',
  success: { status: 200, contentType: 'text/*' },
  problems: { 404: ['path/unknown'] },
  explicitKey: true,
});

export const systemRoutes = [readHealth, readOpenApi, readDocs, readDocsAsset];
