import { asyncApiDocument } from './asyncapi/document.ts';
import { productVersion, writeOrCheck } from './documents/committed.ts';

/** Writes docs/asyncapi.json, the AsyncAPI document of all events; `--check` only compares (I6). */
writeOrCheck('docs/asyncapi.json', `${JSON.stringify(asyncApiDocument(productVersion()), null, 2)}\n`, 'asyncapi');
