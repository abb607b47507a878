import type { Caller, Role } from '../../shared/domain/access.ts';
import { type Clock, type Ids, type Instant, plus } from '../../shared/domain/clock.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { Endpoint, HttpEvent, HttpResponse } from '../../shared/http/request.ts';
import { logger } from '../../shared/observability/log.ts';
import { httpArea } from '../../shared/runtime/http-function.ts';
import { checkedEndpoint } from './checked-endpoint.ts';
import { withRights } from './endpoint-rights.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { type World, worldOn } from './world.ts';

// Access lines are left out of the test output; errors are still shown.
logger.setLogLevel('ERROR');

/** A clock that stands still until a test sets or advances it. */
export interface SettableClock extends Clock {
  set(now: Instant): void;
  advance(milliseconds: number): void;
}

export const settableClock = (start: Instant = '2026-11-24T02:00:00.000Z'): SettableClock => {
  let now = start;
  return {
    now: () => now,
    set: (instant) => {
      now = instant;
    },
    advance: (milliseconds) => {
      now = plus(now, milliseconds);
    },
  };
};

/** The n-th id, in the form of a UUIDv7. Ids sort by n. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Ids that count up, so that rows and answers are the same in every run. */
export const countingIds = (): Ids => {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return idOf(count);
    },
  };
};

/** An answer of the API. A JSON body is parsed. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers without narrowing each step
  readonly body: any;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** The API as one caller uses it: `api.as('viewer').get('/v1/me')`. */
export interface ApiCaller {
  readonly caller: Caller;
  send(method: string, path: string, sent?: RequestOptions): Promise<ApiAnswer>;
  get(path: string, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  post(path: string, body?: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  put(path: string, body?: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  /** Sends If-Match `*` by default. */
  patch(path: string, body: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  delete(path: string, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
}

let requests = 0;

/** An event of an HTTP API, payload format 2.0. */
export const httpEvent = (
  method: string,
  path: string,
  { headers = {}, body, isBase64Encoded = false }: RequestOptions = {},
): HttpEvent & { readonly version: '2.0' } => {
  const [rawPath = path, rawQueryString = ''] = path.split(/\?(.*)/s, 2);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' };
  requests += 1;
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: { ...type, ...headers },
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded,
    requestContext: { requestId: `request-${requests}`, http: { method, path: rawPath } },
  };
};

const answerOf = ({ statusCode, headers, body }: HttpResponse): ApiAnswer => {
  const isJson = /json/.test(headers['content-type'] ?? '');
  return { status: statusCode, headers, body: isJson && body !== '' ? JSON.parse(body) : body };
};

/** `judged`: whether answers are checked against their contracts before the HTTP frame leaves out other fields. `pause`: what a wait does. */
type ApiOptions = { readonly start?: Instant; readonly judged?: boolean; readonly pause?: () => Promise<void> };

/**
 * An area over the in-memory table, called with events of the gateway. Parsing, roles, ETags, idempotency and errors are the real code;
 * only the verification of tokens is replaced. `endpoints` is the function of the area's endpoints.ts.
 */
export const apiOf = (endpoints: (world: World) => readonly Endpoint[], { start, judged = true, ...waits }: ApiOptions = {}) => {
  const records = inMemoryRecords();
  const clock = settableClock(start);
  const world = worldOn(records, clock, countingIds());
  const callers = new Map<string, Caller>();
  const identify = async (authorization: string | undefined): Promise<Caller> => {
    const caller = callers.get(authorization?.replace(/^Bearer /, '') ?? '');
    if (!caller) throw new DomainError('unauthenticated', 'access/token-missing', 'a bearer token is required');
    return caller;
  };
  const handle = httpArea({ ...world, pause: async () => undefined, ...waits }, identify, (protectedWorld) =>
    endpoints(protectedWorld).map((endpoint) => withRights(judged ? checkedEndpoint(endpoint) : endpoint)),
  ) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;
  const sendAs = async (token: string | undefined, method: string, path: string, sent: RequestOptions = {}): Promise<ApiAnswer> => {
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...sent.headers };
    return answerOf(await handle(httpEvent(method, path, { ...sent, headers }), {}));
  };

  /** The API for a caller: a person, client or monitor. */
  const asCaller = (caller: Caller): ApiCaller => {
    const token = `${caller.kind}:${caller.id}`;
    callers.set(token, caller);
    const send = (method: string, path: string, sent?: RequestOptions) => sendAs(token, method, path, sent);
    return {
      caller,
      send,
      get: (path, headers = {}) => send('GET', path, { headers }),
      post: (path, body = {}, headers = {}) => send('POST', path, { body, headers }),
      put: (path, body, headers = {}) => send('PUT', path, { body, headers }),
      patch: (path, body, headers = { 'if-match': '*' }) => send('PATCH', path, { body, headers }),
      delete: (path, headers = {}) => send('DELETE', path, { headers }),
    };
  };
  let people = 0;
  return {
    world,
    records,
    clock,
    asCaller,
    /** Sends a request without a token. */
    anonymous: (method: string, path: string, sent?: RequestOptions) => sendAs(undefined, method, path, sent),
    /** The API for a new person with these roles. */
    as: (...roles: readonly Role[]): ApiCaller => {
      people += 1;
      return asCaller({ kind: 'person', id: idOf(900_000 + people), roles, teams: [] });
    },
    /** The API for a new viewer in these teams. */
    member: (...teams: readonly string[]): ApiCaller => {
      people += 1;
      return asCaller({ kind: 'person', id: idOf(900_000 + people), roles: ['viewer'], teams });
    },
  };
};

export type Api = ReturnType<typeof apiOf>;
