import { allAreas } from '../shared/functions/all-functions.ts';
import { productVersion, writeOrCheck } from './documents/committed.ts';
import { openApiDocument } from './openapi/document.ts';

/** Writes docs/openapi.json, the OpenAPI document of all routes; `--check` only compares (I6). */
writeOrCheck('docs/openapi.json', `${JSON.stringify(openApiDocument(allAreas, productVersion()), null, 2)}\n`, 'openapi');
