import type { DomainError, ErrorKind, FieldError } from '../domain/errors.ts';
import type { HttpResponse } from './request.ts';

/** Status of each kind of refusal (I1). */
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
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported content type',
  422: 'Cannot be taken',
  428: 'Version needed',
  429: 'Too often',
  500: 'Our mistake',
  503: 'Busy',
  507: 'Answer too large',
};

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An RFC 9457 problem document. `instance` is the request's path; tokens in paths are cut by who calls. */
export const problemResponse = (problem: Problem, instance: string, requestId: string): HttpResponse => ({
  statusCode: problem.status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
  body: JSON.stringify({
    type: `urn:quiesce:problem:${problem.code}`,
    title: titles[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    instance,
    requestId,
    ...(problem.errors && problem.errors.length > 0 ? { errors: problem.errors } : {}),
  }),
});

/** The problem that a refusal of the domain is. */
export const problemOf = (error: DomainError): Problem => ({
  status: statusOf[error.kind],
  code: error.code,
  detail: error.message,
  errors: error.errors,
  headers: {
    ...(error.kind === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="quiesce"' } : {}),
    ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
  },
});
