import type * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { DomainError, type FieldError, invalid } from '../domain/errors.ts';
import type { HttpEvent } from './request.ts';

const defaultBodyLimit = 256 * 1_024;
const form = 'application/x-www-form-urlencoded';
/** JSON deeper than this is nobody's honest request; the store keeps 32 levels, and a row of ours has some of them. */
const deepest = 20;

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** zod's issues as field errors; each unknown field is named by itself. */
const fieldErrors = (issues: readonly z.core.$ZodIssue[], base: string): readonly FieldError[] =>
  issues.flatMap((issue) => {
    const at = [base, ...issue.path.map(escapePointer)].filter((part, place) => place === 0 || part !== '').join('/');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => ({ pointer: `${at}/${escapePointer(name)}`, code: 'unknown-field', detail: 'no such field' }));
    }
    const code = issue.code.replaceAll('_', '-');
    return [{ pointer: at, code, detail: issue.message }];
  });

const parseWith = (schema: z.ZodType, value: unknown, base: string, code: string): unknown => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues, base);
  const [first] = errors;
  throw new DomainError('invalid', code, `${first?.pointer || 'the body'}: ${first?.detail ?? 'not valid'}`, { errors });
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

/** Without the name that changes what objects are; half a character, which no store takes, as the one that stands for the unreadable. */
const harmless = (name: string, inner: unknown): unknown => {
  if (name === '__proto__') return undefined;
  if (typeof inner === 'string') return inner.toWellFormed();
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.toWellFormed(), value]));
};

const parseJson = (text: string): unknown => {
  const value = parsed(text);
  if (depth(value) > deepest) throw invalid(undefined, 'body/too-deep', `the body is nested deeper than ${deepest} levels`);
  // Only after the depth is known: a reviver goes down by recursion. What it looks for may also be written with escapes.
  return /__proto__|\\u(00|d[89a-f])/i.test(text) ? JSON.parse(text, harmless) : value;
};

const accepted = (contract: Contract): readonly string[] =>
  contract.consumes ?? (contract.method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']);

/** The request's body as bytes' worth of text; 413 past the contract's limit. */
const textOf = (contract: Contract, event: HttpEvent): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const limit = contract.bodyLimit ?? defaultBodyLimit;
  if (bytes.byteLength > limit)
    throw new DomainError('too-large', 'body/too-large', `${bytes.byteLength} bytes got, at most ${limit} taken`);
  return bytes.toString('utf8');
};

/**
 * The body as the contract's schema makes it.
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
  return parseWith(contract.body(), text === '' ? {} : parse(text), '', 'body/invalid');
};

/** The query as the contract's schema makes it; parameters that it does not know are refused. */
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
        errors: [{ pointer: `/query/${escapePointer(unknown)}`, code: 'unknown-field', detail: 'no such parameter' }],
      });
    }
  }
  return {
    query: contract.query && parseWith(contract.query(), own, '/query', 'query/invalid'),
    dryRun: contract.dryRun === true && dryRun === 'true',
  };
};

/** The version that If-Match names (I2): a strong ETag of ours, or `*`. */
export const parseIfMatch = (contract: Contract, event: HttpEvent): number | 'any' | undefined => {
  if (!contract.ifMatch) return undefined;
  const header = event.headers['if-match']?.trim();
  if (header === undefined || header === '')
    throw new DomainError('precondition', 'version/required', 'say which version you mean: If-Match with the ETag');
  if (header === '*') return 'any';
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw new DomainError('stale', 'version/stale', `If-Match ${header} is no ETag of this resource`);
  return Number(version);
};

/** PUT of what must not be there yet says so: `If-None-Match: *` (I2). Whether it is there, the use case knows. */
export const demandIfNoneMatch = (contract: Contract, event: HttpEvent): void => {
  if (!contract.ifNoneMatch || event.headers['if-none-match']?.trim() === '*') return;
  throw new DomainError('precondition', 'version/required', 'this makes what is not there yet: say so with If-None-Match: *');
};
