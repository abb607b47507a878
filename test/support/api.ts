import { problemResponses } from '../../infra/openapi/problems.ts';
import type { Contract } from '../../shared/contracts/contract.ts';
import type { Caller, Role } from '../../shared/domain/access.ts';
import { type Clock, type Ids, type Instant, plus } from '../../shared/domain/clock.ts';
import { DomainError, isDomainError } from '../../shared/domain/errors.ts';
import { statusOf } from '../../shared/http/problem.ts';
import { Answer, type Endpoint, type HttpEvent, type HttpResponse } from '../../shared/http/request.ts';
import { logger } from '../../shared/observability/log.ts';
import { httpArea } from '../../shared/runtime/http-function.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import { type World, worldOn } from './world.ts';

// Access lines are noise here; a bug still shows.
logger.setLogLevel('ERROR');

/** A clock that stands still until it is told. */
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

/** The n-th id: of UUIDv7's form, in order. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Ids that count: rows and answers are the same in every run. */
export const countingIds = (): Ids => {
  let made = 0;
  return {
    next: () => {
      made += 1;
      return idOf(made);
    },
  };
};

/** What came back; `body` is parsed where it is JSON. */
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

/** One caller's hand: `api.as('viewer').get('/v1/me')`. */
export interface ApiCaller {
  readonly caller: Caller;
  send(method: string, path: string, sent?: RequestOptions): Promise<ApiAnswer>;
  get(path: string, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  post(path: string, body?: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  put(path: string, body?: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  /** If-Match is `*` unless given. */
  patch(path: string, body: unknown, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
  delete(path: string, headers?: RequestOptions['headers']): Promise<ApiAnswer>;
}

let requests = 0;

/** An event of the gateway, payload 2.0, as an HTTP API sends it. */
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

/** What the OpenAPI document does not say of a refusal. */
const undeclared = (contract: Contract, { kind, code }: DomainError): boolean => {
  const declared = problemResponses(contract)[statusOf[kind]];
  if (!declared) return true;
  return 'description' in declared && !declared.description?.includes(`\`${code}\``);
};

const judgeBody = ({ name, success }: Contract, body: unknown): void => {
  const judged = success.schema?.().safeParse(JSON.parse(JSON.stringify(body ?? null)));
  if (judged && !judged.success) throw new Error(`${name} answers what its contract does not say: ${judged.error.message}`);
};

const judgeStatus = (contract: Contract, { status }: Answer): void => {
  const { success } = contract;
  if (status === undefined || status === success.status || status === success.known || status in problemResponses(contract)) return;
  throw new Error(`${contract.name} answers ${status}, which its contract does not declare`);
};

/** An endpoint that is held against its contract: an answer or a refusal that the document does not describe is a bug (I6). */
const asDescribed = ({ contract, answer }: Endpoint): Endpoint => ({
  contract,
  answer: async (request) => {
    try {
      const result = await answer(request);
      judgeBody(contract, result instanceof Answer ? result.body : result);
      if (result instanceof Answer) judgeStatus(contract, result);
      return result;
    } catch (error) {
      if (!isDomainError(error) || !undeclared(contract, error)) throw error;
      throw new Error(`${contract.name} refuses by ${statusOf[error.kind]} ${error.code}, which its contract does not declare`);
    }
  },
});

/** `judged`: whether answers are held against their contracts, before the frame leaves out what these do not name. */
type ApiOptions = { readonly start?: Instant; readonly judged?: boolean };

/**
 * An area over the fake table, asked as the gateway would: parsing, roles, ETags, idempotency and errors are the real ones, only the
 * token's check is not. `endpoints` as the area's endpoints.ts gives them.
 */
export const apiOf = (endpoints: (world: World) => readonly Endpoint[], { start, judged = true }: ApiOptions = {}) => {
  const records = inMemoryRecords();
  const clock = settableClock(start);
  const world = worldOn(records, clock, countingIds());
  const callers = new Map<string, Caller>();
  const identify = async (authorization: string | undefined): Promise<Caller> => {
    const caller = callers.get(authorization?.replace(/^Bearer /, '') ?? '');
    if (!caller) throw new DomainError('unauthenticated', 'access/token-missing', 'this takes a bearer token');
    return caller;
  };
  const handle = httpArea(world, identify, (protectedWorld) =>
    endpoints(protectedWorld).map((endpoint) => (judged ? asDescribed(endpoint) : endpoint)),
  ) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;
  const sendAs = async (token: string | undefined, method: string, path: string, sent: RequestOptions = {}): Promise<ApiAnswer> => {
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...sent.headers };
    return answerOf(await handle(httpEvent(method, path, { ...sent, headers }), {}));
  };

  /** A caller as our rows would make one: a person, client or monitor. */
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
    /** Without a token. */
    anonymous: (method: string, path: string, sent?: RequestOptions) => sendAs(undefined, method, path, sent),
    /** A new person with these roles; `member(team)` for one of a team. */
    as: (...roles: readonly Role[]): ApiCaller => {
      people += 1;
      return asCaller({ kind: 'person', id: idOf(900_000 + people), roles, teams: [] });
    },
    /** A new person of these teams, a viewer. */
    member: (...teams: readonly string[]): ApiCaller => {
      people += 1;
      return asCaller({ kind: 'person', id: idOf(900_000 + people), roles: ['viewer'], teams });
    },
  };
};

export type Api = ReturnType<typeof apiOf>;
