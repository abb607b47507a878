import type * as z from 'zod';
import type { Role } from '../domain/access.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: nobody needs a token, anyone with a valid one, or who has one of the roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

type LazySchema = () => z.ZodType;

/** The answer when all went well. Without a schema the answer has no body (204) or is not JSON (`contentType`). */
export interface Success {
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly schema?: LazySchema;
  /** Where what is asked for was so already, the same answer comes with this status. */
  readonly known?: 200;
  /** `application/json` unless given. */
  readonly contentType?: string;
  readonly description?: string;
}

/**
 * One route of the API as data (I6). Router, gateway keys, OpenAPI document, typed client and the role walk are made from it.
 *
 * Schemas are built lazily, when the route is used. Objects in them are strict: unknown fields are refused (I1).
 */
export interface Contract {
  /** Unique, a verb and a noun in camelCase: `requestChange`. Becomes OpenAPI's operationId. */
  readonly name: string;
  readonly method: Method;
  /** With parameters in braces: `/v1/changes/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly query?: () => z.ZodObject;
  readonly body?: LazySchema;
  /**
   * The body is only parsed as JSON, and the use case validates it: which schema applies depends on stored data. `body` then documents
   * what it may be.
   */
  readonly looseBody?: true;
  /** What the body may be beside `application/json`: PATCH takes merge patch too; a page's form is its own. */
  readonly consumes?: readonly string[];
  /** Greatest body in bytes; 413 past it. 256 kB unless given. */
  readonly bodyLimit?: number;
  readonly success: Success;
  /** Further answers that may occur, beside those that the frame makes (400, 401, 403, 404 …): status to codes. */
  readonly problems?: Readonly<Record<number, readonly string[]>>;
  /** Whether If-Match is demanded (PATCH and DELETE of versioned resources, I2). */
  readonly ifMatch?: boolean;
  /** Whether `If-None-Match: *` is demanded: PUT of what must not be there yet. */
  readonly ifNoneMatch?: boolean;
  /** POST that writes takes an Idempotency-Key (I3); reads by POST, webhooks and answers in forms take none. */
  readonly idempotent?: boolean;
  /** `?dryRun=true` judges and writes nothing (I4). */
  readonly dryRun?: boolean;
  /** What is answered may be in a passing state, and then says in `Retry-After` when to ask again. */
  readonly passing?: boolean;
  /** The gateway has a key of its own for this path, with all its methods: not the noun's greedy ones. */
  readonly explicitKey?: boolean;
}

/** A contract keeps the literal types of its schemas, so that handlers and the client are typed by it. */
export const route = <const C extends Contract>(contract: C): C => contract;

/** Names in braces of a path. */
export type ParamNames<Path extends string> = Path extends `${string}{${infer Param}}${infer Rest}` ? Param | ParamNames<Rest> : never;
