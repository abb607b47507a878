import type { Contract } from '../contracts/contract.ts';
import type { Caller } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/errors.ts';
import { inParallel } from '../domain/in-parallel.ts';
import type { idempotently } from './idempotency.ts';
import { parseWith } from './parse.ts';
import { type ProblemContent, problemDocument } from './problem.ts';
import type { Bulk, BulkResult, HttpEvent } from './request.ts';

interface BulkRequest {
  readonly contract: Contract;
  readonly event: HttpEvent;
  readonly caller: Caller;
  readonly idempotent: ReturnType<typeof idempotently>;
  readonly problemFor: (error: unknown) => ProblemContent;
}

/** How many entries are handled at the same time. */
const atOnce = 8;

/** Each entry has a key of its own, so that a repeated request only does what the first one did not (I3). */
const eventOf = (event: HttpEvent, place: number): HttpEvent => {
  const key = event.headers['idempotency-key'];
  return key === undefined ? event : { ...event, headers: { ...event.headers, 'idempotency-key': `${key}#${place}` } };
};

/** Errors of a field point into the body of the request. */
const atEntry = (error: unknown, place: number): unknown =>
  isDomainError(error)
    ? new DomainError(error.kind, error.code, error.message, {
        errors: error.errors.map((each) => ({ ...each, pointer: `/entries/${place}${each.pointer}` })),
      })
    : error;

/**
 * What an entry waits for: the entries before it that have a common value, whether they succeed or not. They have begun already, so none waits
 * for ever.
 */
const queue = () => {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(values: readonly string[], work: () => Promise<Result>): Promise<Result> => {
    const done = Promise.allSettled(values.map((value) => last.get(value))).then(work);
    for (const value of values) last.set(value, done);
    return done;
  };
};

export const bulkOf = ({ contract, event, caller, idempotent, problemFor }: BulkRequest): Bulk => {
  const { entry: schema } = contract;
  return async (
    entries,
    run,
    { status = 200, named = () => ({}), exclusive = () => [], ofMade = (item: string | undefined) => ({ item }) } = {},
  ) => {
    type Entry = (typeof entries)[number];
    const inTurn = queue();
    const answerOf = async (entry: Entry, place: number): Promise<BulkResult> => {
      const answer = (body: object) => ({ statusCode: status, headers: {}, body: JSON.stringify(body) });
      const response = await idempotent({
        contract,
        event: eventOf(event, place),
        caller,
        run: async () => ({ response: answer(await run(entry, place)), secret: false }),
        rebuildResponse: async (id) => answer(ofMade(id)),
      });
      return { ...named(entry), status: response.statusCode, ...(JSON.parse(response.body) as object) };
    };
    const handle = async (sent: Entry, place: number): Promise<BulkResult> => {
      try {
        const entry = schema ? (parseWith(schema(), sent, '', 'body/invalid') as Entry) : sent;
        return await inTurn(exclusive(entry), () => answerOf(entry, place));
      } catch (error) {
        // The key was used for another body, so this is a fault of the whole request.
        if (isDomainError(error) && error.code === 'idempotency/key-reused') throw error;
        const problem = problemFor(schema ? atEntry(error, place) : error);
        return { ...(schema ? {} : named(sent)), status: problem.status, problem: problemDocument(problem) };
      }
    };
    return { results: await inParallel(entries, atOnce, handle) };
  };
};
