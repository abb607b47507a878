import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter from '@middy/http-router';
import type { Contract } from '../contracts/contract.ts';
import { anyone, type Caller } from '../domain/access.ts';
import { DomainError, forbidden, isDomainError } from '../domain/errors.ts';
import type { idempotently } from './idempotency.ts';
import { readerOf, readerParams } from './made-again.ts';
import { demandIfNoneMatch, parseBody, parseIfMatch, parseQuery } from './parse.ts';
import { problemOf, problemResponse } from './problem.ts';
import { project } from './project.ts';
import { Answer, type Endpoint, type HttpEvent, type HttpResponse, type Request } from './request.ts';

/** Who asks, by the Authorization header. @throws DomainError unauthenticated */
export type Identify = (authorization: string | undefined) => Promise<Caller>;

interface HttpLog {
  /** One line a request: route, status, milliseconds, request id, who; no path, no body, no token (X3). */
  access(line: Readonly<Record<string, unknown>>): void;
  bug(error: unknown): void;
}

export interface HttpOptions {
  readonly endpoints: readonly Endpoint[];
  readonly identify: Identify;
  readonly idempotent: ReturnType<typeof idempotently>;
  readonly log: HttpLog;
  /** Contracts of other functions too, where a function answers for paths that are not its own: 405 instead of 404. */
  readonly alsoKnown?: readonly Contract[];
}

/** An answer greater than this is refused with 507 (I4). */
const greatestAnswer = 5 * 1_024 * 1_024;
/** Paths with a token in them are never repeated in answers or logs (X3). */
const instanceOf = (path: string): string => path.replace(/^\/(approvals|calendar)\/.*/, '/$1/…');

const authorize = (contract: Contract, caller: Caller): void => {
  if (contract.access === 'anyone' || contract.access === 'signed-in') return;
  if (contract.access.some((role) => caller.roles.includes(role))) return;
  throw forbidden('access/role-missing', `this takes one of the roles ${contract.access.join(', ')}`);
};

/** Greatest length of a path's parameter, still encoded. */
const longestParameter = 1_024;

/** Decodes each parameter once; a broken escape is an unknown path. */
const decoded = (params: HttpEvent['pathParameters']): Record<string, string> => {
  const given = Object.entries(params ?? {});
  // No name is as long: what is would not fit a key of the table.
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

/** Everything that happens around a use case: who asks, may they, is the request sound, was it done before, what is the answer. */
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
      if (response.body.length > greatestAnswer) return { response: tooLarge(event), secret: false };
      return { response, secret: made.secret };
    },
  });
};

const tooLarge = ({ rawPath, requestContext }: HttpEvent): HttpResponse =>
  problemResponse(
    { status: 507, code: 'answer/too-large', detail: 'more than 5 MB: ask for less, by a filter or a smaller limit' },
    instanceOf(rawPath),
    requestContext.requestId,
  );

const refusal = (error: unknown, { rawPath, requestContext }: HttpEvent, log: HttpLog): HttpResponse => {
  const instance = instanceOf(rawPath);
  if (isDomainError(error)) return problemResponse(problemOf(error), instance, requestContext.requestId);
  log.bug(error);
  // A lost race that outlived its retries is contention, not a bug.
  if (error instanceof Error && error.name === 'StaleWrite') {
    const busy = new DomainError('busy', 'store/busy', 'too many changes of the same thing at once', { retryAfterSeconds: 1 });
    return problemResponse(problemOf(busy), instance, requestContext.requestId);
  }
  return problemResponse({ status: 500, code: 'server/bug', detail: 'our mistake: we are told of it' }, instance, requestContext.requestId);
};

const asPattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);

/**
 * 405 with Allow where the path is known by another method, else 404 (I1): also where the gateway gave us what another function
 * answers by this method, since it did not read the path as we do.
 */
const unknownRoute = (contracts: readonly Contract[], event: HttpEvent): HttpResponse => {
  const path = event.rawPath;
  const methods: string[] = [...new Set(contracts.filter((each) => asPattern(each.path).test(path)).map(({ method }) => method))];
  const { requestId, http } = event.requestContext;
  if (methods.length === 0 || methods.includes(http.method))
    return problemResponse({ status: 404, code: 'path/unknown', detail: 'no such path' }, instanceOf(path), requestId);
  return problemResponse(
    { status: 405, code: 'method/not-allowed', detail: `this path takes ${methods.join(', ')}`, headers: { allow: methods.join(', ') } },
    instanceOf(path),
    requestId,
  );
};

/** The Lambda handler of an area: its endpoints behind one router, one way of refusing, one access line a request. */
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
      return { ...response, headers: { ...response.headers, 'x-request-id': requestId } };
    };
  const routes = endpoints.map((endpoint) => ({
    method: endpoint.contract.method,
    path: endpoint.contract.path as `/${string}`,
    handler: observed(`${endpoint.contract.method} ${endpoint.contract.path}`, (event, seen) => respond(options, endpoint, event, seen)),
  }));
  const unknown = observed('$default', async (event) => unknownRoute(contracts, event));
  const notFoundResponse = ((_: unknown) => undefined) as never;
  const router = httpRouter({ routes: routes as never, notFoundResponse }) as unknown as (
    event: HttpEvent,
    context: unknown,
  ) => Promise<HttpResponse> | undefined;
  return middy()
    .use(httpHeaderNormalizer())
    .handler(async (event: unknown, context: unknown) => (await router(event as HttpEvent, context)) ?? unknown(event as HttpEvent));
};
