/** What went wrong, by the way a caller can answer it: the HTTP status follows from it (I1). */
export type ErrorKind =
  | 'invalid' // 400: mend the request
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'missing' // 404
  | 'conflict' // 409: the state does not allow it, or a value is taken
  | 'gone' // 410: it was possible once
  | 'stale' // 412: read again
  | 'precondition' // 428: say which version you mean
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'mismatch' // 422: understood, and cannot be taken as it is
  | 'too-often' // 429
  | 'busy'; // 503: try again

/** One bad field: a JSON pointer into the body (or `/query/<name>`, `/path/<name>`), a stable code, a sentence. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * A refusal that the domain knows. `code` is stable and part of the API (`approval/own-change`); the message is lower case, says
 * the value got and what to do. Anything else that is thrown is a bug and answered 500 without detail.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly errors: readonly FieldError[];
  /** After how many seconds another try makes sense, where one does. */
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, code: string, message: string, extra: { errors?: readonly FieldError[]; retryAfterSeconds?: number } = {}) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.errors = extra.errors ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }
}

/** Bundles are minified, so classes are known by their literal name. */
export const isDomainError = (error: unknown): error is DomainError => error instanceof Error && error.name === 'DomainError';

const atField = (pointer: string | undefined, code: string, detail: string) =>
  pointer === undefined ? {} : { errors: [{ pointer, code, detail }] };

/** 404: there is no such thing. */
export const missing = (noun: string, id: string): DomainError => new DomainError('missing', `${noun}/not-found`, `no ${noun} ${id}`);

/** 400: one field of the request is wrong. `pointer` is a JSON pointer into the body, or `/query/<name>`, `/path/<name>`. */
export const invalid = (pointer: string | undefined, code: string, detail: string): DomainError =>
  new DomainError('invalid', code, detail, atField(pointer, code, detail));

/** 403: the caller may not do this. */
export const forbidden = (code: string, detail: string): DomainError => new DomainError('forbidden', code, detail);

/** 409: the state does not allow it; `pointer` names the field that is in the way, where there is one. */
export const conflict = (code: string, detail: string, pointer?: string): DomainError =>
  new DomainError('conflict', code, detail, atField(pointer, code, detail));

/** 410: it was possible once. */
export const gone = (code: string, detail: string): DomainError => new DomainError('gone', code, detail);

/** 422: the request was understood and cannot be processed as it is. */
export const mismatch = (code: string, detail: string): DomainError => new DomainError('mismatch', code, detail);
