import type * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { readOnlyFields, withoutSentBack } from '../domain/read-only-fields.ts';
import { pointerTo, schemaError } from '../domain/schema-error.ts';
import { fieldNamesAt } from '../domain/schema-words.ts';
import type { HttpEvent } from './request.ts';

const defaultBodyLimit = 256 * 1_024;
const form = 'application/x-www-form-urlencoded';
/** The maximum nesting depth of a JSON body. DynamoDB stores at most 32 levels, and a row uses some of them itself. */
const maxDepth = 20;

/** Parses a value with a schema. @throws DomainError 400 with a pointer for each invalid field */
export const parseWith = (schema: z.ZodType, value: unknown, base: string, code: string): unknown => {
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

/** What to send instead of a body that is not JSON. */
const adviceFor = ({ body, bodyExample }: Contract): string => {
  if (bodyExample !== undefined) return `an object such as ${bodyExample}`;
  const names = fieldNamesAt(body?.(), []);
  return names.length === 0 ? 'an object such as {}' : `an object with fields among ${names.join(', ')}, such as {"${names[0]}": …}`;
};

const parseUncheckedJson = (contract: Contract, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(undefined, 'body/not-json', `the body is not valid JSON; send ${adviceFor(contract)}`);
  }
};

/** A JSON.parse reviver. It replaces lone surrogates, which DynamoDB rejects. */
const sanitize = (_: string, inner: unknown): unknown => {
  if (typeof inner === 'string') return inner.toWellFormed();
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, value]) => [key.toWellFormed(), value]));
};

/** The pointer of a member that would change the prototype of an object. A use case that parses its body itself looks after it. */
const prototypePointer = (value: unknown, at = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const pointer = pointerTo(at, name);
    const found = name === '__proto__' ? pointer : prototypePointer(inner, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
};

const parseJson = (contract: Contract, text: string): unknown => {
  const value = parseUncheckedJson(contract, text);
  if (depth(value) > maxDepth) throw invalid(undefined, 'body/too-deep', `the body is nested deeper than ${maxDepth} levels`);
  // The reviver runs only after the depth check, because JSON.parse calls it recursively. Names and surrogates may be written as \u
  // escapes.
  if (!/__proto__|\\u(00|d[89a-f])/i.test(text)) return value;
  const clean: unknown = JSON.parse(text, sanitize);
  const pointer = contract.looseBody ? undefined : prototypePointer(clean);
  if (pointer === undefined) return clean;
  throw invalid(pointer, 'body/invalid', `${pointer}: a member named __proto__ cannot be stored; leave it out or rename it`);
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
  return contract.looseBody ? body : checkedBody(contract.body(), body);
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
