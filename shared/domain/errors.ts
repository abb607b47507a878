/** The kind of an error. It determines the HTTP status (I1). */
export type ErrorKind =
  | 'invalid' // 400: the request is not valid
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'missing' // 404
  | 'conflict' // 409: the state of the resource does not allow it, or a value is taken
  | 'gone' // 410: no longer possible
  | 'stale' // 412: the version is outdated
  | 'precondition' // 428: the version is missing
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'mismatch' // 422: the request is valid but cannot be processed
  | 'too-often' // 429
  | 'busy' // 503: temporarily not possible
  | 'too-wide'; // 507: the answer would need more than one request may read

/** An invalid field: a JSON pointer into the body (or `/query/<name>`, `/path/<name>`), a stable code, and an explanation. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

interface ErrorDetails {
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly claimant?: string;
}

/**
 * An expected error, which the API answers as a problem document. `code` is stable and part of the API (`approval/own-change`). The message
 * begins in lower case, and tells the value received and what to do. Any other error is a bug and is answered with 500 without details.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly errors: readonly FieldError[];
  /** After how many seconds the caller may try again, if it may. */
  readonly retryAfterSeconds: number | undefined;
  /** Whose token was refused, such as `monitor:<id>`. It is for the log, so that operators hear of a monitor that has an old token. */
  readonly claimant: string | undefined;

  constructor(kind: ErrorKind, code: string, message: string, extra: ErrorDetails = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.errors = extra.errors ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.claimant = extra.claimant;
  }
}

/** Whether this is a `DomainError`. It compares the literal `name`, because class names are minified in bundles. */
export const isDomainError = (error: unknown): error is DomainError => error instanceof Error && error.name === 'DomainError';

const atField = (pointer: string | undefined, code: string, detail: string) =>
  pointer === undefined ? {} : { errors: [{ pointer, code, detail }] };

/** 404: the resource does not exist. */
export const missing = (noun: string, id: string): DomainError =>
  new DomainError('missing', `${noun}/not-found`, `there is no ${noun.replaceAll('-', ' ')} ${id}; check the reference`);

/** 400: one field of the request is wrong. `pointer` is a JSON pointer into the body, or `/query/<name>`, `/path/<name>`. */
export const invalid = (pointer: string | undefined, code: string, detail: string): DomainError =>
  new DomainError('invalid', code, detail, atField(pointer, code, detail));

/** 400: several fields are wrong. The error has the code of the first. */
export const invalidFields = (errors: readonly FieldError[]): DomainError => {
  const [first] = errors;
  return new DomainError('invalid', first?.code ?? 'body/invalid', `${first?.pointer}: ${first?.detail}`, { errors });
};

/** 403: the caller may not do this. */
export const forbidden = (code: string, detail: string): DomainError => new DomainError('forbidden', code, detail);

/** 409: the state of the resource does not allow it. `pointer` names the field that causes the conflict, if there is one. */
export const conflict = (code: string, detail: string, pointer?: string): DomainError =>
  new DomainError('conflict', code, detail, atField(pointer, code, detail));

/** The most users that an error about a thing in use names. */
export const usersShown = 20;

/**
 * 409: the thing cannot be deleted, because others still need it. `users` says who, one text for each. `code` is `<noun>/in-use`, and `pointer` is where the
 * request names the thing.
 */
export const inUse = (code: string, users: readonly string[], pointer = '/path/id'): DomainError => {
  const shown = users.slice(0, usersShown);
  const errors = shown.map((detail) => ({ pointer, code, detail }));
  return new DomainError('conflict', code, `it is still needed and cannot be deleted: ${shown[0]}`, { errors });
};

/** 410: it was possible before and no longer is. */
export const gone = (code: string, detail: string): DomainError => new DomainError('gone', code, detail);

/** 422: the request was understood and cannot be processed as it is. */
export const mismatch = (code: string, detail: string, errors: readonly FieldError[] = []): DomainError =>
  new DomainError('mismatch', code, detail, { errors });
