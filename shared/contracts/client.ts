import type * as z from 'zod';
import type { Contract, ParamNames } from './contract.ts';

type Input<Lazy> = Lazy extends () => z.ZodType ? z.input<ReturnType<Lazy>> : undefined;
type SuccessBody<C extends Contract> = C['success'] extends { readonly schema: infer Lazy extends () => z.ZodType }
  ? z.output<ReturnType<Lazy>>
  : unknown;

/** The input of a call, typed by its contract. */
export type CallInput<C extends Contract> = {
  readonly query?: Partial<Input<C['query']>>;
  readonly body?: Input<C['body']>;
  /** The version, or `*` for any version. */
  readonly ifMatch?: number | '*';
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
} & ([ParamNames<C['path']>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<ParamNames<C['path']>, string>> });

/** An error as a problem document (RFC 9457). */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/**
 * The answer; `ok` tells whether it is a success. A body that is not JSON is a text. Errors of API Gateway itself have only a `message`.
 */
export type CallResult<C extends Contract> =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly body: SuccessBody<C> }
  | { readonly ok: false; readonly status: number; readonly headers: Headers; readonly body: ProblemBody };

type Arguments<C extends Contract> = [ParamNames<C['path']>] extends [never] ? [input?: CallInput<C>] : [input: CallInput<C>];

interface AnyCallInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly ifMatch?: number | '*';
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The path and query of a call. A parameter with a list of values is repeated. */
const targetOf = (contract: Contract, { params = {}, query = {}, dryRun }: AnyCallInput): string => {
  const path = contract.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const parameters = Object.entries({ ...query, dryRun: dryRun || undefined }).flatMap(([name, value]): [string, string][] =>
    [value].flat().flatMap((each): [string, string][] => (each === undefined ? [] : [[name, String(each)]])),
  );
  const search = new URLSearchParams(parameters);
  return search.size === 0 ? path : `${path}?${search}`;
};

const headersOf = (contract: Contract, token: string | undefined, { body, ifMatch, idempotencyKey, headers }: AnyCallInput) => ({
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(ifMatch === undefined ? {} : { 'if-match': ifMatch === '*' ? '*' : `"${ifMatch}"` }),
  ...(contract.ifNoneMatch ? { 'if-none-match': '*' } : {}),
  ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  ...headers,
});

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  return /\bjson\b/.test(response.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : text;
};

/**
 * A client of the API, typed by its contracts: `call(requestChange, { body })`. An error of the API is returned with `ok: false`. The
 * client throws only if there was no answer. Redirects are not followed.
 */
export const apiClient = (baseUrl: string, token?: string, send: typeof fetch = fetch) => ({
  call: async <const C extends Contract>(contract: C, ...[input]: Arguments<C>): Promise<CallResult<C>> => {
    const options = (input ?? {}) as AnyCallInput;
    const response = await send(`${baseUrl}${targetOf(contract, options)}`, {
      method: contract.method,
      redirect: 'manual',
      headers: headersOf(contract, token, options),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const { status, headers } = response;
    return { ok: status < 400, status, headers, body: await bodyOf(response) } as CallResult<C>;
  },
});

export type ApiClient = ReturnType<typeof apiClient>;
