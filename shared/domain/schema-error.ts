import type * as z from 'zod';
import { DomainError, type FieldError } from './errors.ts';
import { fieldNamesAt, wordsOf } from './schema-words.ts';

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer (RFC 6901) below `base`. An empty `base` is the body itself. */
export const pointerTo = (base: string, ...path: readonly PropertyKey[]): string =>
  [base, ...path.map(escapePointer)].filter((part, place) => place === 0 || part !== '').join('/');

/** Where the value that a schema refused came from. */
interface RefusedValue {
  /** The beginning of pointers: empty for a body, `/query` for a query. */
  readonly base?: string;
  readonly code?: string;
  /** The schema. With it, the error for an unknown field names the known ones. */
  readonly schema?: z.ZodType;
}

const unknownField = (known: readonly string[], isParameter: boolean): string => {
  const noun = isParameter ? 'query parameter' : 'field';
  return known.length === 0 ? `unknown ${noun}; leave it out` : `unknown ${noun}; the ${noun}s here are ${known.join(', ')}`;
};

/** The code of an issue. A rule that a schema states itself may have a code of its own, in `params`. */
const codeOfIssue = (issue: z.core.$ZodIssue): string => {
  const own = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof own === 'string' ? own : issue.code.replaceAll('_', '-');
};

const fieldErrorsOf = (issue: z.core.$ZodIssue, { base = '', schema }: RefusedValue): readonly FieldError[] => {
  const pointer = pointerTo(base, ...issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ pointer, code: codeOfIssue(issue), detail: wordsOf(issue) }];
  const detail = unknownField(fieldNamesAt(schema, issue.path), base === '/query');
  return issue.keys.map((name) => ({ pointer: `${pointer}/${escapePointer(name)}`, code: 'unknown-field', detail }));
};

/** At most this many errors are listed, so that the answer to a large body stays small. */
const listedErrors = 100;

/**
 * The error for a value that a schema does not accept. It lists one error for each invalid field and for each unknown field. The issues
 * must come from a parse with `reportInput`, so that the error can tell what was received.
 */
export const schemaError = (issues: readonly z.core.$ZodIssue[], refused: RefusedValue = {}): DomainError => {
  const errors = issues.flatMap((issue) => fieldErrorsOf(issue, refused));
  const [first] = errors;
  return new DomainError('invalid', refused.code ?? 'body/invalid', `${first?.pointer || 'the body'}: ${first?.detail ?? 'not valid'}`, {
    errors: errors.slice(0, listedErrors),
  });
};
