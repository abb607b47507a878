import type * as z from 'zod';
import { DomainError, type FieldError } from './errors.ts';

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer below `base`, which is empty for the body itself. */
export const pointerTo = (base: string, ...path: readonly PropertyKey[]): string =>
  [base, ...path.map(escapePointer)].filter((part, place) => place === 0 || part !== '').join('/');

const fieldErrorsOf = (issue: z.core.$ZodIssue, base: string): readonly FieldError[] => {
  const pointer = pointerTo(base, ...issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ pointer: `${pointer}/${escapePointer(name)}`, code: 'unknown-field', detail: 'no such field' }));
  return [{ pointer, code: issue.code.replaceAll('_', '-'), detail: issue.message }];
};

/** The refusal of a value that a schema does not accept: one error for each bad field, and for each unknown one. */
export const schemaError = (issues: readonly z.core.$ZodIssue[], base = '', code = 'body/invalid'): DomainError => {
  const errors = issues.flatMap((issue) => fieldErrorsOf(issue, base));
  const [first] = errors;
  return new DomainError('invalid', code, `${first?.pointer || 'the body'}: ${first?.detail ?? 'not valid'}`, { errors });
};
