import type * as z from 'zod';
import type { Contract, ParamNames } from '../contracts/contract.ts';
import type { Caller } from '../domain/access.ts';

/** What the gateway gives (payload 2.0), as far as we look at it; header names are lower case. */
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

type Output<Lazy> = Lazy extends () => z.ZodType ? z.output<ReturnType<Lazy>> : undefined;

/** What a use case is called with: parsed by the contract, asked by somebody who may. */
export interface Request<C extends Contract = Contract> {
  readonly params: Readonly<Record<ParamNames<C['path']>, string>>;
  readonly query: Output<C['query']>;
  readonly body: C extends { readonly looseBody: true } ? unknown : Output<C['body']>;
  readonly caller: Caller;
  /** The version that If-Match names, or `any` for `*`. */
  readonly ifMatch: number | 'any' | undefined;
  readonly dryRun: boolean;
  readonly requestId: string;
  readonly headers: HttpEvent['headers'];
}

/** An answer that says more than its body: other status, headers, not JSON, or a secret that must not be kept (I3). */
export class Answer {
  readonly body: unknown;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The body holds a secret that is shown once: it is not kept for replays (I3). */
  readonly secret: boolean;
  constructor(body: unknown, extra: { status?: number; headers?: Readonly<Record<string, string>>; secret?: boolean } = {}) {
    this.body = body;
    this.status = extra.status;
    this.headers = extra.headers ?? {};
    this.secret = extra.secret ?? false;
  }
}

/** A contract and the use case that answers it. */
export interface Endpoint {
  readonly contract: Contract;
  readonly answer: (request: Request) => unknown;
}

/** One line of a function's table of contents: this contract is answered by that use case. */
export const on = <const C extends Contract>(contract: C, answer: (request: Request<C>) => unknown): Endpoint => ({
  contract,
  answer: answer as Endpoint['answer'],
});
