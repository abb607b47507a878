import type * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { pointerTo, schemaError } from '../domain/schema-error.ts';
import type { HttpEvent } from './request.ts';

const defaultBodyLimit = 256 * 1_024;
const form = 'application/x-www-form-urlencoded';
/** The deepest nesting of a JSON body. DynamoDB stores 32 levels, and a row uses some of them itself. */
const deepest = 20;

const parseWith = (schema: z.ZodType, value: unknown, base: string, code: string): unknown => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, base, code);
};

const depth = (value: unknown, level = 0): number =>
  typeof value === 'object' && value !== null && level <= deepest
    ? Math.max(level, ...Object.values(value).map((inner) => depth(inner, level + 1)))
    : level;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(undefined, 'body/not-json', 'the body is not JSON');
  }
};

/** A reviver that drops `__proto__`, which would change an object's prototype, and replaces lone surrogates, which DynamoDB refuses. */
const harmless = (name: string, inner: unknown): unknown => {
  if (name === '__proto__') return undefined;
  if (typeof inner === 'string') return inner.toWellFormed();
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.toWellFormed(), value]));
};

const parseJson = (text: string): unknown => {
  const value = parsed(text);
  if (depth(value) > deepest) throw invalid(undefined, 'body/too-deep', `the body is nested deeper than ${deepest} levels`);
  // Only once the depth is known, because JSON.parse calls a reviver recursively. The names may also be written with escapes.
  return /__proto__|\\u(00|d[89a-f])/i.test(text) ? JSON.parse(text, harmless) : value;
};

const accepted = (contract: Contract): readonly string[] =>
  contract.consumes ?? (contract.method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']);

/** The request's body as text; 413 if it has more bytes than the contract allows. */
const textOf = (contract: Contract, event: HttpEvent): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const limit = contract.bodyLimit ?? defaultBodyLimit;
  if (bytes.byteLength > limit)
    throw new DomainError('too-large', 'body/too-large', `${bytes.byteLength} bytes got, at most ${limit} taken`);
  return bytes.toString('utf8');
};

/**
 * The body, parsed by the contract's schema.
 * @throws DomainError 400 with a pointer for each bad field, 413, 415
 */
export const parseBody = (contract: Contract, event: HttpEvent): unknown => {
  if (!contract.body) return undefined;
  const text = textOf(contract, event);
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (text !== '' && !accepted(contract).includes(type)) {
    throw new DomainError(
      'unsupported',
      'body/content-type',
      `content-type ${type || 'none'} got, ${accepted(contract).join(' or ')} taken`,
    );
  }
  const parse = type === form ? (fields: string) => Object.fromEntries(new URLSearchParams(fields)) : parseJson;
  const body = text === '' ? {} : parse(text);
  return contract.looseBody ? body : parseWith(contract.body(), body, '', 'body/invalid');
};

/** The query, parsed by the contract's schema. Unknown parameters are refused. */
export const parseQuery = (contract: Contract, event: HttpEvent): { readonly query: unknown; readonly dryRun: boolean } => {
  const given = Object.fromEntries(new URLSearchParams(event.rawQueryString ?? ''));
  const { dryRun, ...rest } = given;
  const own = contract.dryRun ? rest : given;
  if (contract.dryRun && dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false') {
    throw new DomainError('invalid', 'query/invalid', 'dryRun is true or false', {
      errors: [{ pointer: '/query/dryRun', code: 'invalid-value', detail: 'true or false' }],
    });
  }
  if (!contract.query) {
    const [unknown] = Object.keys(own);
    if (unknown !== undefined) {
      throw new DomainError('invalid', 'query/invalid', `no query parameter ${unknown}`, {
        errors: [{ pointer: pointerTo('/query', unknown), code: 'unknown-field', detail: 'no such parameter' }],
      });
    }
  }
  return {
    query: contract.query && parseWith(contract.query(), own, '/query', 'query/invalid'),
    dryRun: contract.dryRun === true && dryRun === 'true',
  };
};

/** The version in If-Match (I2): a strong ETag as the API sends it, or `*`. */
export const parseIfMatch = (contract: Contract, event: HttpEvent): number | 'any' | undefined => {
  if (!contract.ifMatch) return undefined;
  const header = event.headers['if-match']?.trim();
  if (header === undefined || header === '')
    throw new DomainError('precondition', 'version/required', 'If-Match is required: send the ETag of the version that you read');
  if (header === '*') return 'any';
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw new DomainError('stale', 'version/stale', `If-Match ${header} is no ETag of this resource`);
  return Number(version);
};

/** A PUT that creates a resource must say so by `If-None-Match: *` (I2). The use case checks whether the resource exists. */
export const demandIfNoneMatch = (contract: Contract, event: HttpEvent): void => {
  if (!contract.ifNoneMatch || event.headers['if-none-match']?.trim() === '*') return;
  throw new DomainError('precondition', 'version/required', 'If-None-Match: * is required: this request creates a resource');
};
