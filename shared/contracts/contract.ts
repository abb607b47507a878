import type * as z from 'zod';
import type { Role } from '../domain/access.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call a route: `anyone` without a token, `signed-in` with any valid token, or only callers with one of these roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

type LazySchema = () => z.ZodType;

/** The answer to a successful request. Without a schema, the answer has no body (204) or is not JSON (`contentType`). */
export interface Success {
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly schema?: LazySchema;
  /** The status of the same answer if the resource existed already. */
  readonly known?: 200;
  /** @default `application/json` */
  readonly contentType?: string;
  readonly description?: string;
  /** The type of a table, chart or page with the same content, for clients that accept it. The answer is then a text. */
  readonly table?: 'text/csv' | 'text/vnd.mermaid' | 'text/html';
  /** The answer 202 of a request whose result is made in the background: where to read it. */
  readonly later?: LazySchema;
  /** Why the answer is 202. @default the content is too large for one answer */
  readonly laterBecause?: string;
}

/**
 * The definition of one route of the API (I6). The router, the routes of API Gateway, the OpenAPI document, the typed client and the test
 * of all routes with all roles are made from it.
 *
 * Schemas are built lazily, when the route is used. Their objects are strict: unknown fields are rejected (I1).
 */
export interface Contract {
  /** A unique name, made of a verb and a noun in camelCase: `requestChange`. It is the operationId in OpenAPI. */
  readonly name: string;
  readonly method: Method;
  /** The path, with parameters in braces: `/v1/changes/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly query?: () => z.ZodObject;
  /**
   * Query parameters whose schema is an array. Each may be given more than once; values of a `comma` one may also stand together in one
   * parameter, with commas between them.
   */
  readonly lists?: Readonly<Record<string, 'repeated' | 'comma'>>;
  readonly body?: LazySchema;
  /**
   * If set, the body is only parsed as JSON, and the use case validates it, because the schema depends on stored data. `body` is then used
   * for the documentation only.
   */
  readonly looseBody?: true;
  /**
   * If set, the body has `entries`, and each of them is parsed with this schema when `bulk` handles it, so that one that is not valid does
   * not stop the others. `body` is used for the documentation.
   */
  readonly entry?: LazySchema;
  /** A short body, for the error about one that is not JSON. @default the names of the fields */
  readonly bodyExample?: string;
  /**
   * If set, the texts in the body are those of another system, such as the labels of alerts: they are taken as they are, and repaired where
   * they are not valid Unicode. All other bodies with such texts are refused.
   */
  readonly foreignText?: true;
  /** The content types of the body. @default `application/json`, and for PATCH also merge patch */
  readonly consumes?: readonly string[];
  /** The largest body in bytes. A larger one is answered with 413. @default 256 kB */
  readonly bodyLimit?: number;
  readonly success: Success;
  /** The error codes of this route by status, in addition to those of every route (such as 400, 401, 403 and 404). */
  readonly problems?: Readonly<Record<number, readonly string[]>>;
  /** Whether `If-Match` is required: for PATCH and DELETE of versioned resources (I2). */
  readonly ifMatch?: boolean;
  /** Whether `If-None-Match: *` is required: for PUT of a resource that must not exist yet. */
  readonly ifNoneMatch?: boolean;
  /**
   * Whether a PUT creates the resource, or replaces it. Then `If-Match` is required if the PUT changes something that exists, and
   * `If-None-Match: *` is accepted.
   */
  readonly upsert?: boolean;
  /** Whether an Idempotency-Key is accepted (I3). It is for POST requests that write, but not for queries by POST, webhooks and forms. */
  readonly idempotent?: boolean;
  /** Whether `?dryRun=true` is accepted, which checks the request and writes nothing (I4). */
  readonly dryRun?: boolean;
  /** Whether the resource may be in a temporary state. The answer then has `Retry-After`. */
  readonly passing?: boolean;
  /** Whether API Gateway has a route for exactly this path and all its methods, instead of the greedy routes of its resource. */
  readonly explicitKey?: boolean;
}

/** The most entries of a bulk request (I4). */
export const mostEntries = 100;

/** Declares a contract. It keeps the literal types, from which the types of handlers and of the client are derived. */
export const route = <const C extends Contract>(contract: C): C => contract;

/** The names of the parameters of a path. */
export type ParamNames<Path extends string> = Path extends `${string}{${infer Param}}${infer Rest}` ? Param | ParamNames<Rest> : never;
