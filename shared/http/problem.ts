import { reasonPhrases } from '../contracts/reason-phrases.ts';
import type { DomainError, ErrorKind, FieldError } from '../domain/errors.ts';
import type { HttpResponse } from './request.ts';

/** The HTTP status code of each kind of error (I1). */
export const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  mismatch: 422,
  precondition: 428,
  'too-often': 429,
  busy: 503,
  'too-wide': 507,
};

/** What a problem document says about an error. */
export interface ProblemContent {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The members of an RFC 9457 problem document that do not depend on the request. */
export const problemDocument = ({ status, code, detail, errors = [] }: ProblemContent) => ({
  type: `urn:quiesce:problem:${code}`,
  title: reasonPhrases[status] ?? 'Error',
  status,
  code,
  detail,
  ...(errors.length > 0 ? { errors } : {}),
});

/** A response with an RFC 9457 problem document. `instance` is the request's path without tokens: the caller must remove them. */
export const problemResponse = (problem: ProblemContent, instance: string, requestId: string): HttpResponse => ({
  statusCode: problem.status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
  body: JSON.stringify({ ...problemDocument(problem), instance, requestId }),
});

/** The content of the problem document for a domain error. */
export const problemOf = (error: DomainError): ProblemContent => ({
  status: statusOf[error.kind],
  code: error.code,
  detail: error.message,
  errors: error.errors,
  headers: {
    ...(error.kind === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="quiesce"' } : {}),
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
  },
});
