import type * as z from 'zod';
import type { Contract, ParamNames } from '../contracts/contract.ts';
import type { Caller } from '../domain/access.ts';
import type { ExpectedVersion } from '../domain/expected-version.ts';

/** The fields of an API Gateway event (payload format 2.0) that are used. Header names are in lower case. */
export interface HttpEvent {
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly pathParameters?: Readonly<Record<string, string>> | null;
  readonly requestContext: { readonly requestId: string; readonly http: { readonly method: string; readonly path: string } };
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
}

/** The outcome of one entry of a bulk request: a status of HTTP, and what the endpoint answers for the entry, or a problem document. */
export interface BulkResult {
  readonly status: number;
  readonly problem?: object;
  readonly [field: string]: unknown;
}

interface BulkOptions<Entry> {
  /** The status of an entry that succeeded. @default 200 */
  readonly status?: 200 | 201;
  /** What is answered for an entry whether it succeeds or not, such as the reference that was sent. */
  readonly named?: (entry: Entry) => object;
  /** What is answered for an entry that a request before this one has made, from the id of what it made. @default the item */
  readonly ofMade?: (id: string | undefined) => object;
  /** Values that only one entry may have. Entries with a common value are handled one after the other, in their order. */
  readonly exclusive?: (entry: Entry) => readonly string[];
}

/** Handles each entry of a bulk request on its own (I4): an entry that is refused does not stop the others. */
export type Bulk = <Entry>(
  entries: readonly Entry[],
  run: (entry: Entry, place: number) => Promise<object>,
  options?: BulkOptions<Entry>,
) => Promise<{ readonly results: readonly BulkResult[] }>;

type Output<Lazy> = Lazy extends () => z.ZodType ? z.output<ReturnType<Lazy>> : undefined;

/** A request after parsing and authorization, as an endpoint gets it. */
export interface Request<C extends Contract = Contract> {
  readonly params: Readonly<Record<ParamNames<C['path']>, string>>;
  readonly query: Output<C['query']>;
  readonly body: C extends { readonly looseBody: true } ? unknown : Output<C['body']>;
  readonly caller: Caller;
  /** The version that If-Match names, or `any` for `*`. */
  readonly ifMatch: ExpectedVersion;
  readonly dryRun: boolean;
  readonly requestId: string;
  readonly headers: HttpEvent['headers'];
  /** Handles the entries of a bulk request. */
  readonly bulk: Bulk;
}

/** A response with more than a JSON body: with its own status or headers, a body that is not JSON, or a secret. */
export class Answer {
  readonly body: unknown;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the body contains a secret. A secret is shown only once, so the response is not stored for replays (I3). */
  readonly secret: boolean;
  constructor(body: unknown, extra: { status?: number; headers?: Readonly<Record<string, string>>; secret?: boolean } = {}) {
    this.body = body;
    this.status = extra.status;
    this.headers = extra.headers ?? {};
    this.secret = extra.secret ?? false;
  }
}

/** A contract and the function that handles its requests. */
export interface Endpoint {
  readonly contract: Contract;
  readonly answer: (request: Request) => unknown;
  /**
   * Throws if the caller has no right to make this request. It is called only for a request whose query, headers or body are not valid, so
   * that a caller without the right is answered 403 and not 400. A valid request is checked by its use case.
   */
  readonly mayCall?: ((request: Pick<Request, 'params' | 'caller'>) => Promise<unknown>) | undefined;
}

/** Creates an endpoint. The types of the request come from the contract. */
export const on = <const C extends Contract>(
  contract: C,
  answer: (request: Request<C>) => unknown,
  mayCall?: (request: Pick<Request<C>, 'params' | 'caller'>) => Promise<unknown>,
): Endpoint => ({
  contract,
  answer: answer as Endpoint['answer'],
  mayCall: mayCall as Endpoint['mayCall'],
});
