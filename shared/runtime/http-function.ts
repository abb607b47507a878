import { setTimeout as pauseFor } from 'node:timers/promises';
import type * as z from 'zod';
import { identify } from '../application/person/identify.ts';
import { recognize, signIn } from '../application/person/sign-in.ts';
import { withinBudget } from '../data/budget.ts';
import { dynamoRecords } from '../data/dynamo-records.ts';
import { eventRepository } from '../data/event/event-repository.ts';
import { idempotencyRecords } from '../data/idempotency/idempotency-repository.ts';
import { signInRepository } from '../data/person/sign-in-repository.ts';
import type { Records, RowWrite } from '../data/records.ts';
import { clientRow, contactGroupRow, personRow } from '../data/resource/plain-rows.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { credentialRepository } from '../data/token/credential-repository.ts';
import { type Client, Clients } from '../domain/client/client.ts';
import type { Clock } from '../domain/clock.ts';
import { type ContactGroup, ContactGroups } from '../domain/contact-group/contact-group.ts';
import type { IdempotencyRepository } from '../domain/idempotency/idempotency-record.ts';
import { People, type Person } from '../domain/person/person.ts';
import type { Store, Write } from '../domain/store.ts';
import { claimedMonitor } from '../domain/token/sent-token.ts';
import { readEnv } from '../env/read-env.ts';
import { environmentOf, type FunctionRecord, type Need } from '../functions/function-record.ts';
import { type HttpOptions, httpHandler, type Identify } from '../http/http-handler.ts';
import { idempotently, protectingStore } from '../http/idempotency.ts';
import { provenOrigin } from '../http/origin-proof.ts';
import type { Endpoint } from '../http/request.ts';
import { idTokens } from '../identity/id-token.ts';
import { httpLog, unreadableRow } from '../observability/log.ts';
import { systemClock, systemIds, systemRandom } from './system.ts';

/** The part of an area's context that `httpArea` itself uses. */
interface AreaContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly idempotency: IdempotencyRepository;
  /** Waits for some milliseconds. @default the timer of the process */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** The id in the row that a write puts. Undefined for other writes. */
const createdIdOf = (write: Write): string | undefined => {
  const { kind, row } = write as RowWrite;
  return kind === 'put' && typeof row?.data.id === 'string' ? row.data.id : undefined;
};

/**
 * The HTTP handler of an area of the API. The deployed functions and the tests both use it. The endpoints get a store that writes the
 * idempotency record of a request in the same transaction as the request's first commit.
 */
export const httpArea = <Context extends AreaContext>(
  context: Context,
  identifyCaller: Identify,
  endpoints: (context: Context) => readonly Endpoint[],
  frame: Pick<HttpOptions, 'errorPage' | 'admit'> = {},
) => {
  const { store, clock, idempotency, pause = pauseFor } = context;
  return httpHandler({
    endpoints: endpoints({ ...context, store: protectingStore(store, idempotency, createdIdOf) }),
    identify: identifyCaller,
    idempotent: idempotently({ repository: idempotency, store, clock, pause }),
    log: httpLog,
    ...frame,
  });
};

/** The context of every area: the table, the clock, ids and random values, and the repositories that are needed to identify callers. */
const httpContext = (records: Records) => ({
  records,
  store: records,
  clock: systemClock,
  ids: systemIds,
  random: systemRandom,
  idempotency: idempotencyRecords(records),
  people: resourceRepository<Person>(records, People, personRow),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  credentials: credentialRepository(records),
  events: eventRepository(records),
});

export type HttpContext = ReturnType<typeof httpContext>;

/** Whether a function stores the first sign-in of a person. Others recognize the person and leave that to the next function. */
export const storesSignIns = ({ rows }: Pick<FunctionRecord, 'rows'>): boolean => rows?.writes?.includes('sign-ins') ?? false;

/** How long all requests to the table may take in total for one HTTP request, in milliseconds (T5). */
const requestBudget = 8_000;

/**
 * Creates the Lambda handler of an area at cold start. It reads the environment, connects the table, and sets up the identification of
 * callers. `endpoints` adds to the context what the endpoints of the area need. A first sign-in is stored only if the record allows it.
 * `budget`: how long the table may take in total for one HTTP request, and for one attempt (T5, S10). Both are in milliseconds.
 */
export const httpFunction = <N extends Need>(
  record: Pick<FunctionRecord, 'rows'> & { readonly needs: readonly N[] },
  endpoints: (context: HttpContext, env: z.output<ReturnType<typeof environmentOf<N>>>) => readonly Endpoint[],
  budget: { readonly budgetMillis?: number; readonly tryMillis?: number; readonly errorPage?: HttpOptions['errorPage'] } = {},
) => {
  const env = readEnv(environmentOf({ needs: ['origin-proof', 'table', 'callers'] }));
  const areaEnv = readEnv(environmentOf(record));
  const { budgetMillis = requestBudget, errorPage, ...tries } = budget;
  const table = { table: env.TABLE_NAME, restoreEpoch: env.RESTORE_EPOCH, retentionDays: env.RETENTION_DAYS };
  const context = httpContext(dynamoRecords({ ...table, unreadable: unreadableRow, ...tries, budgetMillis }));
  const verifyIdToken = idTokens({
    issuer: env.ISSUER_URL,
    audience: env.AUDIENCE,
    keysUrl: env.ISSUER_KEYS_URL,
    verifiedClaim: env.EMAIL_VERIFIED_CLAIM,
  });
  const signIns = signInRepository(context.records);
  const personOf = storesSignIns(record) ? signIn : recognize;
  const signInPerson = personOf({ ...context, signIns, bootstrapAdmin: env.BOOTSTRAP_ADMIN, approversGroup: env.APPROVERS_GROUP });
  const identifyCaller = identify({ ...context, verifyIdToken, signIn: signInPerson });
  const area = httpArea(context, identifyCaller, (protectedContext) => endpoints(protectedContext, areaEnv), {
    errorPage,
    admit: provenOrigin(env.ORIGIN_PROOF, claimedMonitor),
  });
  return async (event: unknown, lambda: never) => withinBudget(budgetMillis, () => area(event, lambda));
};
