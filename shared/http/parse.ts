import type * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import type { ExpectedVersion } from '../domain/resource/expected-version.ts';
import { pointerTo, schemaError } from '../domain/schema-error.ts';
import type { HttpEvent } from './request.ts';

const defaultBodyLimit = 256 * 1_024;
const form = 'application/x-www-form-urlencoded';
/** The maximum nesting depth of a JSON body. DynamoDB stores at most 32 levels, and a row uses some of them itself. */
const maxDepth = 20;

const parseWith = (schema: z.ZodType, value: unknown, base: string, code: string): unknown => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { base, code, schema });
};

/** A list or object with more members is refused before the schema sees it: a schema lists every invalid member. */
const maxMembers = 10_000;

/** The depth of a JSON value. A list may have more members than a function may have arguments, so they are not spread. */
const depth = (value: unknown, level = 0): number => {
  if (typeof value !== 'object' || value === null || level > maxDepth) return level;
  let deepest = level;
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depth(inner, level + 1));
  return deepest;
};

const hasTooManyMembers = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.values(value);
  return members.length > maxMembers || members.some(hasTooManyMembers);
};

const parseUncheckedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(undefined, 'body/not-json', 'the body is not valid JSON; send an object such as {"name": "storage"}');
  }
};

/**
 * A JSON.parse reviver. It removes `__proto__`, which would change an object's prototype, and replaces lone surrogates, which DynamoDB
 * rejects.
 */
const sanitize = (name: string, inner: unknown): unknown => {
  if (name === '__proto__') return undefined;
  if (typeof inner === 'string') return inner.toWellFormed();
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.toWellFormed(), value]));
};

const parseJson = (text: string): unknown => {
  const value = parseUncheckedJson(text);
  if (depth(value) > maxDepth) throw invalid(undefined, 'body/too-deep', `the body is nested deeper than ${maxDepth} levels`);
  // The reviver runs only after the depth check, because JSON.parse calls it recursively. Names and surrogates may be written as \u
  // escapes.
  return /__proto__|\\u(00|d[89a-f])/i.test(text) ? JSON.parse(text, sanitize) : value;
};

const acceptedTypes = (contract: Contract): readonly string[] =>
  contract.consumes ?? (contract.method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']);

/** The request's body as text. @throws DomainError 413 if it is larger than the contract allows */
const textOf = (contract: Contract, event: HttpEvent): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const limit = contract.bodyLimit ?? defaultBodyLimit;
  if (bytes.byteLength > limit)
    throw new DomainError('too-large', 'body/too-large', `the body has ${bytes.byteLength} bytes; the limit is ${limit} bytes`);
  return bytes.toString('utf8');
};

const checkedBody = (schema: z.ZodType, body: unknown): unknown => {
  if (hasTooManyMembers(body)) throw invalid('', 'body/invalid', `a list or an object may have at most ${maxMembers} members`);
  return parseWith(schema, body, '', 'body/invalid');
};

/**
 * Parses the body with the contract's schema. An empty body is parsed as an empty object.
 * @throws DomainError 400 with a pointer for each invalid field; 413 if the body is too large; 415 for another content type
 */
export const parseBody = (contract: Contract, event: HttpEvent): unknown => {
  if (!contract.body) return undefined;
  const text = textOf(contract, event);
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (text !== '' && !acceptedTypes(contract).includes(type)) {
    throw new DomainError(
      'unsupported',
      'body/content-type',
      `the content type is ${type || 'missing'}; it must be ${acceptedTypes(contract).join(' or ')}`,
    );
  }
  const parse = type === form ? (fields: string) => Object.fromEntries(new URLSearchParams(fields)) : parseJson;
  const body = text === '' ? {} : parse(text);
  return contract.looseBody ? body : checkedBody(contract.body(), body);
};

/** @throws DomainError 400 for a parameter that is given more than once, and for a limit that is not written in digits */
const assertQuery = (contract: Contract, sent: URLSearchParams): void => {
  const known = [...(contract.dryRun ? ['dryRun'] : []), ...Object.keys(contract.query?.().shape ?? {})];
  const repeated = known.find((name) => sent.getAll(name).length > 1);
  if (repeated !== undefined)
    throw invalid(pointerTo('/query', repeated), 'query/invalid', `${repeated} is given more than once; send it once`);
  const limit = known.includes('limit') ? sent.get('limit') : null;
  if (limit !== null && !/^\d{1,9}$/.test(limit))
    throw invalid(
      '/query/limit',
      'query/invalid',
      `limit is ${limit.slice(0, 20) || 'empty'}; it must be a whole number from 1 to 200, such as 50`,
    );
};

/** Parses the query with the contract's schema. @throws DomainError 400 for an invalid or unknown parameter */
export const parseQuery = (contract: Contract, event: HttpEvent): { readonly query: unknown; readonly dryRun: boolean } => {
  const sent = new URLSearchParams(event.rawQueryString ?? '');
  assertQuery(contract, sent);
  const parameters = Object.fromEntries(sent);
  const { dryRun, ...rest } = parameters;
  const ownParameters = contract.dryRun ? rest : parameters;
  if (contract.dryRun && dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false') {
    const detail = `dryRun is ${dryRun}; it must be true or false`;
    throw new DomainError('invalid', 'query/invalid', detail, {
      errors: [{ pointer: '/query/dryRun', code: 'invalid-value', detail }],
    });
  }
  if (!contract.query) {
    const [unknown] = Object.keys(ownParameters);
    if (unknown !== undefined) {
      const taken = contract.dryRun ? 'only dryRun' : 'no query parameters';
      throw new DomainError('invalid', 'query/invalid', `unknown query parameter ${unknown}; this path takes ${taken}`, {
        errors: [
          { pointer: pointerTo('/query', unknown), code: 'unknown-field', detail: `unknown query parameter; this path takes ${taken}` },
        ],
      });
    }
  }
  return {
    query: contract.query && parseWith(contract.query(), ownParameters, '/query', 'query/invalid'),
    dryRun: contract.dryRun === true && dryRun === 'true',
  };
};

/** An entity tag of RFC 9110: any characters in quotes, and `W/` before them if it is weak. */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*"/;

/** A strong entity tag as this API sends it. If-Match never matches a weak one (RFC 9110). */
const ownTag = /^"([1-9]\d{0,14})"$/;

/** The entity tags of a list. Elements of a list may be empty. Undefined if the header is not such a list. */
const entityTags = (header: string): readonly string[] | undefined => {
  const tags: string[] = [];
  for (let rest = header; ; ) {
    const [tag = ''] = entityTag.exec(rest) ?? [];
    if (tag !== '') tags.push(tag);
    const after = rest.slice(tag.length).trimStart();
    if (after === '') return tags.length > 0 ? tags : undefined;
    if (!after.startsWith(',')) return undefined;
    rest = after.slice(1).trimStart();
  }
};

/**
 * The versions in If-Match (I2): those of the strong ETags of this API in its list, or `any` for `*`.
 * @throws DomainError 428 if the header is missing, 400 if it is not valid
 */
export const parseIfMatch = (contract: Contract, event: HttpEvent): ExpectedVersion => {
  if (!contract.ifMatch) return undefined;
  const header = event.headers['if-match']?.trim();
  if (header === undefined || header === '')
    throw new DomainError('precondition', 'version/required', 'If-Match is required: send the ETag of the version that you read');
  if (header === '*') return 'any';
  const tags = entityTags(header);
  if (!tags)
    throw invalid(
      undefined,
      'version/malformed',
      `If-Match ${header} is not valid; send the ETag that you read, with its quotes: "3", or *`,
    );
  return tags.flatMap((tag) => ownTag.exec(tag)?.[1] ?? []).map(Number);
};

/**
 * Requires `If-None-Match: *` for a PUT that creates a resource (I2). The use case checks whether the resource exists.
 * @throws DomainError 428 `version/required`
 */
export const demandIfNoneMatch = (contract: Contract, event: HttpEvent): void => {
  if (!contract.ifNoneMatch || event.headers['if-none-match']?.trim() === '*') return;
  throw new DomainError('precondition', 'version/required', 'If-None-Match: * is required: this request creates a resource');
};
