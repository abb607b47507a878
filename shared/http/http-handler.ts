import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { Contract } from '../contracts/contract.ts';
import { anyone, type Caller } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/errors.ts';
import { isRowUnreadable } from '../domain/store.ts';
import { bulkOf } from './bulk.ts';
import { assertKey, type idempotently } from './idempotency.ts';
import { parseBody, parsePatch } from './parse.ts';
import { parseQuery } from './parse-query.ts';
import { decodePathParameters } from './path-parameters.ts';
import { demandIfNoneMatch, parseIfMatch } from './preconditions.ts';
import { type ProblemContent, problemOf, problemResponse } from './problem.ts';
import { readerOf, readerParams } from './replay-by-reading.ts';
import { authorize, contractFields, representationOf } from './representation.ts';
import { Answer, type Endpoint, type HttpEvent, type HttpResponse, type Request } from './request.ts';
import { withinLimit } from './response-limit.ts';
import { instanceOf, methodsOf, unknownRoute } from './unknown-route.ts';

/** Identifies the caller by the Authorization header. @throws DomainError unauthenticated */
export type Identify = (authorization: string | undefined) => Promise<Caller>;

interface HttpLog {
  /** Writes one line per request: route, status, milliseconds, request id and caller. It has no path, body or token (X3). */
  access(line: Readonly<Record<string, unknown>>): void;
  /** Logs an error that is not a domain error. */
  bug(error: unknown): void;
}

export interface HttpOptions {
  readonly endpoints: readonly Endpoint[];
  readonly identify: Identify;
  readonly idempotent: ReturnType<typeof idempotently>;
  readonly log: HttpLog;
  /** Throws if the request came a way that is not allowed, before anything else is looked at. @default every way is allowed */
  readonly admit?: ((event: HttpEvent) => void) | undefined;
  /** The page for an error that is shown to people, instead of the problem document. Undefined if the problem document is right. */
  readonly errorPage?: ((event: HttpEvent, response: HttpResponse) => HttpResponse | undefined) | undefined;
  /** Contracts of other functions. For their paths, this function answers 405 instead of 404 when the method is not allowed. */
  readonly alsoKnown?: readonly Contract[];
}

/** Where a new resource is read. What belongs to another resource, such as a cost of an asset, is read in the list of its kind. */
const locationOf = ({ path }: Contract, rawPath: string, id: string): string => (path.includes('{') ? rawPath : `${path}/${id}`);

const toHttpResponse = (contract: Contract, answer: Answer, rawPath: string): HttpResponse => {
  const { success } = contract;
  const status = answer.status ?? success.status;
  const entity = (typeof answer.body === 'object' ? answer.body : undefined) as { id?: string; version?: number } | undefined | null;
  const headers: Record<string, string> = {
    'cache-control': 'no-store',
    ...(entity?.version === undefined ? {} : { etag: `"${entity.version}"` }),
    ...(status === 201 && entity?.id !== undefined && contract.method === 'POST'
      ? { location: locationOf(contract, rawPath, entity.id) }
      : {}),
    ...answer.headers,
  };
  if (answer.body === undefined || status === 204) return { statusCode: status, headers, body: '' };
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(contractFields(contract, answer.body, status));
  return { statusCode: status, headers: { 'content-type': success.contentType ?? 'application/json', ...headers }, body };
};

/** What is known of a request before its query, headers and body are parsed. */
type Head = Omit<Request, 'query' | 'dryRun' | 'body' | 'ifMatch'>;

/** Parses the query, the headers and the body of a request. @throws DomainError if one of them is not valid */
const parsed = async (endpoint: Endpoint, event: HttpEvent, head: Head, endpoints: readonly Endpoint[]): Promise<Request> => {
  const { contract } = endpoint;
  demandIfNoneMatch(contract, event);
  const { query, dryRun } = parseQuery(contract, event) as { query: undefined; dryRun: boolean };
  const request: Request = { ...head, query, dryRun, body: undefined, ifMatch: undefined };
  const representation = () => representationOf(endpoint, endpoints, { ...request, ifMatch: parseIfMatch(contract, event) });
  const body = contract.method === 'PATCH' ? await parsePatch(contract, event, representation) : parseBody(contract, event);
  const ifMatch = parseIfMatch(contract, event);
  assertKey(contract, event);
  return { ...request, body: body as undefined, ifMatch };
};

/** The parsed request. If it is not valid, a caller who may not make it at all is told that instead. */
const requestOf = async (endpoint: Endpoint, event: HttpEvent, head: Head, endpoints: readonly Endpoint[]): Promise<Request> => {
  try {
    return await parsed(endpoint, event, head, endpoints);
  } catch (error) {
    await endpoint.mayCall?.(head);
    throw error;
  }
};

/**
 * Handles one request: identifies and authorizes the caller, parses the request, runs the use case once per Idempotency-Key, and responds.
 */
const respond = async (
  options: HttpOptions,
  endpoint: Endpoint,
  event: HttpEvent,
  logContext: { caller: Caller },
): Promise<HttpResponse> => {
  const { contract, answer } = endpoint;
  const { requestId } = event.requestContext;
  const identified = contract.access === 'anyone' ? anyone : await options.identify(event.headers.authorization);
  const caller: Caller = { ...identified, request: requestId };
  logContext.caller = caller;
  authorize(contract, caller);
  const bulk = bulkOf({ contract, event, caller, idempotent: options.idempotent, problemFor: (error) => problemFor(error, options.log) });
  const head: Head = { params: decodePathParameters(event.pathParameters), caller, requestId, headers: event.headers, bulk };
  const request = await requestOf(endpoint, event, head, options.endpoints);
  return options.idempotent({
    contract,
    event,
    caller,
    rebuildResponse: async (createdId) => {
      const reader = readerOf(contract, options.endpoints);
      if (!reader || createdId === undefined) return undefined;
      authorize(reader.contract, caller);
      const result = await reader.answer({ ...request, params: readerParams(reader.contract, request.params, createdId) });
      return withinLimit(toHttpResponse(contract, result instanceof Answer ? result : new Answer(result), event.rawPath), event);
    },
    run: async () => {
      const result = await answer(request);
      const fullAnswer = result instanceof Answer ? result : new Answer(result);
      const response = withinLimit(toHttpResponse(contract, fullAnswer, event.rawPath), event);
      return { response, secret: response.statusCode < 300 && fullAnswer.secret };
    },
  });
};

const unreadable: ProblemContent = {
  status: 500,
  code: 'row/unreadable',
  detail: 'a stored record that is needed to answer this cannot be read; it was reported to the operators, who can correct it',
};

/** The problem document for any error. An error that is not a domain error is a bug, and is logged. */
const problemFor = (error: unknown, log: HttpLog): ProblemContent => {
  if (isDomainError(error)) return problemOf(error);
  // The repository has reported the row, which raises an alarm.
  if (isRowUnreadable(error)) return unreadable;
  log.bug(error);
  // Every retry found that another request had changed the same rows. This is contention, so the client gets 503 and not 500.
  if (error instanceof Error && error.name === 'StaleWrite')
    return problemOf(
      new DomainError('busy', 'store/busy', 'the same data is being changed by too many requests', { retryAfterSeconds: 1 }),
    );
  return { status: 500, code: 'server/bug', detail: 'the request failed because of an internal error, which has been logged' };
};

const errorResponse = (error: unknown, { rawPath, requestContext }: HttpEvent, log: HttpLog): HttpResponse =>
  problemResponse(problemFor(error, log), instanceOf(rawPath), requestContext.requestId);

/**
 * Creates the Lambda handler of an area. It routes requests to the area's endpoints, turns errors into RFC 9457 problem documents, and
 * writes one access log line per request.
 */
export const httpHandler = (options: HttpOptions) => {
  const { endpoints, log } = options;
  const contracts = [...endpoints.map(({ contract }) => contract), ...(options.alsoKnown ?? [])];
  const withAccessLog =
    (route: string, run: (event: HttpEvent, logContext: { caller: Caller }) => Promise<HttpResponse>) => async (event: HttpEvent) => {
      const startedAt = performance.now();
      const logContext = { caller: anyone as Caller };
      let claimant: string | undefined;
      const admitted = async () => options.admit?.(event);
      const answered = await admitted()
        .then(() => run(event, logContext))
        .catch((error: unknown) => {
          claimant = isDomainError(error) && error.claimant !== undefined ? `unverified ${error.claimant}` : undefined;
          return errorResponse(error, event, log);
        });
      const response = options.errorPage?.(event, answered) ?? answered;
      const { requestId } = event.requestContext;
      const millis = Math.round(performance.now() - startedAt);
      const caller = claimant ?? `${logContext.caller.kind}:${logContext.caller.id}`;
      log.access({ route, status: response.statusCode, millis, requestId, caller });
      // No browser guesses that a text, such as a table in CSV, is a page.
      const headers = { ...response.headers, 'x-request-id': requestId, 'x-content-type-options': 'nosniff' };
      return { ...response, headers, ...(event.requestContext.http.method === 'HEAD' ? { body: '' } : {}) };
    };
  const routes = endpoints.flatMap((endpoint) => {
    const { contract } = endpoint;
    const run = (event: HttpEvent, logContext: { caller: Caller }) => respond(options, endpoint, event, logContext);
    return methodsOf(contract).map((method) => ({
      method,
      path: contract.path,
      handler: withAccessLog(`${method} ${contract.path}`, run),
    }));
  });
  const unknown = withAccessLog('$default', async (event) => unknownRoute(contracts, event));
  const notFoundResponse = ((_: unknown) => undefined) as never;
  const router = httpRouter({ routes: routes as never, notFoundResponse }) as unknown as (
    event: HttpEvent,
    context: unknown,
  ) => Promise<HttpResponse> | undefined;
  return middy().handler(
    async (event: unknown, context: unknown) => (await router(event as HttpEvent, context)) ?? unknown(event as HttpEvent),
  );
};
