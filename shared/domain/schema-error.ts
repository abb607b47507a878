import type * as z from 'zod';
import { DomainError, type FieldError } from './errors.ts';

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer (RFC 6901) below `base`. An empty `base` is the body itself. */
export const pointerTo = (base: string, ...path: readonly PropertyKey[]): string =>
  [base, ...path.map(escapePointer)].filter((part, place) => place === 0 || part !== '').join('/');

const fieldErrorsOf = (issue: z.core.$ZodIssue, base: string): readonly FieldError[] => {
  const pointer = pointerTo(base, ...issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ pointer: `${pointer}/${escapePointer(name)}`, code: 'unknown-field', detail: 'unknown field' }));
  return [{ pointer, code: issue.code.replaceAll('_', '-'), detail: issue.message }];
};

/** At most this many errors are listed, so that the answer to a large body stays small. */
const listedErrors = 100;

/** The error for a value that a schema does not accept. It lists one error for each invalid field and for each unknown field. */
export const schemaError = (issues: readonly z.core.$ZodIssue[], base = '', code = 'body/invalid'): DomainError => {
  const errors = issues.flatMap((issue) => fieldErrorsOf(issue, base));
  const [first] = errors;
  return new DomainError('invalid', code, `${first?.pointer || 'the body'}: ${first?.detail ?? 'not valid'}`, {
    errors: errors.slice(0, listedErrors),
  });
};
