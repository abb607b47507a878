import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { Contract } from '../contracts/contract.ts';
import { anyone, type Caller } from '../domain/access.ts';
import { DomainError, forbidden, isDomainError } from '../domain/errors.ts';
import type { idempotently } from './idempotency.ts';
import { demandIfNoneMatch, parseBody, parseIfMatch, parseQuery } from './parse.ts';
import { problemOf, problemResponse } from './problem.ts';
import { project } from './project.ts';
import { readerOf, readerParams } from './replay-by-reading.ts';
import { Answer, type Endpoint, type HttpEvent, type HttpResponse, type Request } from './request.ts';
import { instanceOf, methodsOf, unknownRoute } from './unknown-route.ts';

/** Identifies the caller by the Authorization header. @throws DomainError unauthenticated */
export type Identify = (authorization: string | undefined) => Promise<Caller>;

interface HttpLog {
  /** One line per request: route, status, milliseconds, request id and caller, but no path, body or token (X3). */
  access(line: Readonly<Record<string, unknown>>): void;
  bug(error: unknown): void;
}

export interface HttpOptions {
  readonly endpoints: readonly Endpoint[];
  readonly identify: Identify;
  readonly idempotent: ReturnType<typeof idempotently>;
  readonly log: HttpLog;
  /** Contracts of other functions, whose paths this function also receives by other methods: it answers 405 instead of 404. */
  readonly alsoKnown?: readonly Contract[];
}

/** A larger answer is refused with 507 (I4). */
const largestAnswer = 5 * 1_024 * 1_024;
const authorize = (contract: Contract, caller: Caller): void => {
  if (contract.access === 'anyone' || contract.access === 'signed-in') return;
  if (contract.access.some((role) => caller.roles.includes(role))) return;
  throw forbidden('access/role-missing', `one of these roles is required: ${contract.access.join(', ')}`);
};

/** The greatest length of a path parameter, before decoding. */
const longestParameter = 1_024;

/** Decodes each path parameter once. A broken escape makes the path an unknown one. */
const decoded = (params: HttpEvent['pathParameters']): Record<string, string> => {
  const given = Object.entries(params ?? {});
  // A longer parameter would not fit into a key of the table, so it names nothing.
  if (given.some(([, value]) => value.length > longestParameter)) throw new DomainError('missing', 'path/unknown', 'no such path');
  try {
    return Object.fromEntries(given.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new DomainError('missing', 'path/unknown', 'no such path');
  }
};

/** What the contract names of an answer; nothing else of it reaches a client. */
const shown = ({ success }: Contract, body: unknown): unknown => (success.schema ? project(success.schema(), body) : body);

const withBody = (contract: Contract, answer: Answer): HttpResponse => {
  const { success, path } = contract;
  const status = answer.status ?? success.status;
  const entity = (typeof answer.body === 'object' ? answer.body : undefined) as { id?: string; version?: number } | undefined | null;
  const headers: Record<string, string> = {
    'cache-control': 'no-store',
    ...(entity?.version === undefined ? {} : { etag: `"${entity.version}"` }),
    ...(status === 201 && entity?.id !== undefined && contract.method === 'POST' ? { location: `${path}/${entity.id}` } : {}),
    ...answer.headers,
  };
  if (answer.body === undefined || status === 204) return { statusCode: status, headers, body: '' };
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(shown(contract, answer.body));
  return { statusCode: status, headers: { 'content-type': success.contentType ?? 'application/json', ...headers }, body };
};

/** Everything around a use case: identifies and authorizes the caller, parses the request, runs it once per Idempotency-Key, and answers. */
const respond = async (
  options: HttpOptions,
  { contract, answer }: Endpoint,
  event: HttpEvent,
  seen: { caller: Caller },
): Promise<HttpResponse> => {
  const caller = contract.access === 'anyone' ? anyone : await options.identify(event.headers.authorization);
  seen.caller = caller;
  authorize(contract, caller);
  demandIfNoneMatch(contract, event);
  const request: Request = {
    params: decoded(event.pathParameters),
    ...(parseQuery(contract, event) as { query: undefined; dryRun: boolean }),
    body: parseBody(contract, event) as undefined,
    caller,
    ifMatch: parseIfMatch(contract, event),
    requestId: event.requestContext.requestId,
    headers: event.headers,
  };
  return options.idempotent({
    contract,
    event,
    caller,
    again: async (makes) => {
      const reader = readerOf(contract, options.endpoints);
      if (!reader || makes === undefined) return undefined;
      authorize(reader.contract, caller);
      const result = await reader.answer({ ...request, params: readerParams(reader.contract, request.params, makes) });
      return withBody(contract, result instanceof Answer ? result : new Answer(result));
    },
    run: async () => {
      const result = await answer(request);
      const made = result instanceof Answer ? result : new Answer(result);
      const response = withBody(contract, made);
      if (response.body.length > largestAnswer) return { response: tooLarge(event), secret: false };
      return { response, secret: made.secret };
    },
  });
};

const tooLarge = ({ rawPath, requestContext }: HttpEvent): HttpResponse =>
  problemResponse(
    { status: 507, code: 'answer/too-large', detail: 'the answer is larger than 5 MB: use a filter or a smaller limit' },
    instanceOf(rawPath),
    requestContext.requestId,
  );

const refusal = (error: unknown, { rawPath, requestContext }: HttpEvent, log: HttpLog): HttpResponse => {
  const instance = instanceOf(rawPath);
  if (isDomainError(error)) return problemResponse(problemOf(error), instance, requestContext.requestId);
  log.bug(error);
  // A race that was lost on every retry is contention, not a bug.
  if (error instanceof Error && error.name === 'StaleWrite') {
    const busy = new DomainError('busy', 'store/busy', 'the same data is being changed by too many requests', { retryAfterSeconds: 1 });
    return problemResponse(problemOf(busy), instance, requestContext.requestId);
  }
  return problemResponse(
    { status: 500, code: 'server/bug', detail: 'the request failed because of an internal error, which has been logged' },
    instance,
    requestContext.requestId,
  );
};

/** The Lambda handler of an area: one router for its endpoints, problem documents for refusals, and one access line per request. */
export const httpHandler = (options: HttpOptions) => {
  const { endpoints, log } = options;
  const contracts = [...endpoints.map(({ contract }) => contract), ...(options.alsoKnown ?? [])];
  const observed =
    (route: string, run: (event: HttpEvent, seen: { caller: Caller }) => Promise<HttpResponse>) => async (event: HttpEvent) => {
      const began = performance.now();
      const seen = { caller: anyone as Caller };
      const response = await run(event, seen).catch((error: unknown) => refusal(error, event, log));
      const { requestId } = event.requestContext;
      log.access({
        route,
        status: response.statusCode,
        millis: Math.round(performance.now() - began),
        requestId,
        caller: `${seen.caller.kind}:${seen.caller.id}`,
      });
      const headers = { ...response.headers, 'x-request-id': requestId };
      return { ...response, headers, ...(event.requestContext.http.method === 'HEAD' ? { body: '' } : {}) };
    };
  const routes = endpoints.flatMap((endpoint) => {
    const { contract } = endpoint;
    const run = (event: HttpEvent, seen: { caller: Caller }) => respond(options, endpoint, event, seen);
    return methodsOf(contract).map((method) => ({ method, path: contract.path, handler: observed(`${method} ${contract.path}`, run) }));
  });
  const unknown = observed('$default', async (event) => unknownRoute(contracts, event));
  const notFoundResponse = ((_: unknown) => undefined) as never;
  const router = httpRouter({ routes: routes as never, notFoundResponse }) as unknown as (
    event: HttpEvent,
    context: unknown,
  ) => Promise<HttpResponse> | undefined;
  return middy().handler(
    async (event: unknown, context: unknown) => (await router(event as HttpEvent, context)) ?? unknown(event as HttpEvent),
  );
};
