import { isUtf8 } from 'node:buffer';
import * as z from 'zod';
import { type Contract, mostEntries } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { lazily } from '../domain/lazily.ts';
import { readOnlyFields, withoutSentBack } from '../domain/read-only-fields.ts';
import { schemaError } from '../domain/schema-error.ts';
import { parseJson } from './parse-json.ts';
import type { HttpEvent } from './request.ts';

const defaultBodyLimit = 256 * 1_024;
const form = 'application/x-www-form-urlencoded';

/** Parses a value with a schema. @throws DomainError 400 with a pointer for each invalid field */
export const parseWith = (schema: z.ZodType, value: unknown, base: string, code: string): unknown => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error.issues, { base, code, schema });
};

/** A list or object with more members is refused before the schema sees it: a schema lists every invalid member. */
const maxMembers = 10_000;

const hasTooManyMembers = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.values(value);
  return members.length > maxMembers || members.some(hasTooManyMembers);
};

/** The body of a bulk request whose entries are parsed one by one. */
const entriesOnly = lazily(() => z.strictObject({ entries: z.array(z.unknown()).min(1).max(mostEntries) }));

const acceptedTypes = (contract: Contract): readonly string[] =>
  contract.consumes ?? (contract.method === 'PATCH' ? ['application/merge-patch+json', 'application/json'] : ['application/json']);

/** The request's body as text. @throws DomainError 413 if it is larger than the contract allows; 400 if it is not UTF-8 */
const textOf = (contract: Contract, event: HttpEvent): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const limit = contract.bodyLimit ?? defaultBodyLimit;
  if (bytes.byteLength > limit)
    throw new DomainError('too-large', 'body/too-large', `the body has ${bytes.byteLength} bytes; the limit is ${limit} bytes`);
  // Bytes that are no UTF-8 would silently become replacement characters.
  if (!contract.foreignText && !isUtf8(bytes))
    throw invalid(undefined, 'body/not-json', 'the body is not valid UTF-8; JSON is sent as UTF-8');
  return bytes.toString('utf8');
};

const checkedBody = (schema: z.ZodType, body: unknown): unknown => {
  if (hasTooManyMembers(body)) throw invalid('', 'body/invalid', `a list or an object may have at most ${maxMembers} members`);
  return parseWith(schema, body, '', 'body/invalid');
};

/** @throws DomainError 415 if the content type names another charset than UTF-8, of which US-ASCII is a part */
const assertUtf8 = (event: HttpEvent): void => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(event.headers['content-type'] ?? '')?.[1];
  if (charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset)) return;
  throw new DomainError('unsupported', 'body/content-type', `the charset is ${charset}; a body is sent as UTF-8`);
};

/** The body without a check by the schema. An empty body is an empty object. */
const readBody = (contract: Contract, event: HttpEvent): unknown => {
  const text = textOf(contract, event);
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (text !== '' && !acceptedTypes(contract).includes(type)) {
    throw new DomainError(
      'unsupported',
      'body/content-type',
      `the content type is ${type || 'missing'}; it must be ${acceptedTypes(contract).join(' or ')}`,
    );
  }
  if (text !== '' && !contract.foreignText) assertUtf8(event);
  const parse =
    type === form ? (fields: string) => Object.fromEntries(new URLSearchParams(fields)) : (sent: string) => parseJson(contract, sent);
  return text === '' ? {} : parse(text);
};

/**
 * Parses the body with the contract's schema.
 * @throws DomainError 400 with a pointer for each invalid field; 413 if the body is too large; 415 for another content type
 */
export const parseBody = (contract: Contract, event: HttpEvent): unknown => {
  if (!contract.body) return undefined;
  const body = readBody(contract, event);
  if (contract.looseBody) return body;
  return checkedBody(contract.entry ? entriesOnly() : contract.body(), body);
};

/**
 * Parses a merge patch as `parseBody` does. Fields that cannot be changed may be sent back as they are (I2). Only then, and if the caller
 * sends such fields, the representation of the resource is read.
 */
export const parsePatch = async (contract: Contract, event: HttpEvent, representation: () => Promise<unknown>): Promise<unknown> => {
  const schema = contract.body?.();
  if (!schema) return undefined;
  const patch = readBody(contract, event);
  const issues = hasTooManyMembers(patch) ? [] : (schema.safeParse(patch).error?.issues ?? []);
  const fields = readOnlyFields(issues, contract.success.schema?.());
  return checkedBody(schema, fields.length === 0 ? patch : withoutSentBack(patch, fields, await representation()));
};
