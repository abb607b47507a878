import type * as z from 'zod';
import { identify } from '../application/person/identify.ts';
import { signIn } from '../application/person/sign-in.ts';
import type { Contract } from '../contracts/contract.ts';
import { withinBudget } from '../data/budget.ts';
import { dynamoRecords } from '../data/dynamo-records.ts';
import type { RowWrite } from '../data/records.ts';
import type { Write } from '../domain/store.ts';
import type { PeopleEnv } from '../env/function-env.ts';
import { readEnv } from '../env/read-env.ts';
import { httpHandler, type Identify } from '../http/http-handler.ts';
import { idempotently, protectingStore } from '../http/idempotency.ts';
import type { Endpoint } from '../http/request.ts';
import { idTokens } from '../identity/id-token.ts';
import { httpLog, unreadableRow } from '../observability/log.ts';
import { type World, worldOn } from './world.ts';

type HttpEnv = z.output<ReturnType<typeof PeopleEnv>>;

/** The id of the resource that a write puts. */
const madeBy = (write: Write): string | undefined => {
  const { kind, row } = write as RowWrite;
  return kind === 'put' && typeof row?.data.id === 'string' ? row.data.id : undefined;
};

/** An HTTP area over a world: what the deployed function and the tests over fakes have in common. */
export const httpArea = (
  world: World,
  identifyCaller: Identify,
  endpoints: (world: World) => readonly Endpoint[],
  alsoKnown: readonly Contract[] = [],
) => {
  const { store, clock, idempotency } = world;
  const protectedWorld = { ...world, store: protectingStore(store, idempotency, madeBy) };
  return httpHandler({
    endpoints: endpoints(protectedWorld),
    identify: identifyCaller,
    idempotent: idempotently({ repository: idempotency, store, clock }),
    log: httpLog,
    alsoKnown,
  });
};

/** How long all that a request asks of the store may take together (T5). */
const requestBudget = 8_000;

/**
 * The Lambda handler of an area: environment, table, who asks, and its endpoints, put together at cold start.
 * `budget`: how long the store may take to answer (T5, S10).
 */
export const httpFunction = <Env extends HttpEnv>(
  schema: () => z.ZodType<Env>,
  endpoints: (world: World, env: Env) => readonly Endpoint[],
  budget: { readonly budgetMillis?: number; readonly tryMillis?: number } = {},
) => {
  const env = readEnv(schema);
  const { budgetMillis = requestBudget } = budget;
  const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...budget }));
  const verifyIdToken = idTokens({ issuer: env.ISSUER_URL, audience: env.AUDIENCE });
  const join = signIn({ ...world, bootstrapAdmin: env.BOOTSTRAP_ADMIN, approversGroup: env.APPROVERS_GROUP });
  const area = httpArea(world, identify({ ...world, verifyIdToken, signIn: join }), (protectedWorld) => endpoints(protectedWorld, env));
  return async (event: unknown, context: never) => withinBudget(budgetMillis, () => area(event, context));
};
