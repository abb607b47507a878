import { AsyncLocalStorage } from 'node:async_hooks';
import type { IndexQuery, RowQuery, RowWrite } from '../../shared/data/records.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { permissionsOf, type RowRights } from '../../shared/functions/row-rights.ts';

/** A call of the table as IAM sees it: the action, with the index that is queried, or the partition key of the row. */
export interface TableCall {
  readonly action: string;
  readonly index?: string;
  readonly partition?: string;
}

const actionOf = { put: 'PutItem', remove: 'DeleteItem', check: 'ConditionCheckItem' } as const;

export const queryCall = (query: RowQuery | IndexQuery): TableCall => ({ action: 'Query', ...query });

/** A transaction counts as the action of each of its rows, and so does a write of a single row. */
export const transactionCalls = (writes: readonly RowWrite[]): readonly TableCall[] =>
  writes.map(({ kind, key }) => ({ action: actionOf[kind], partition: key.pk }));

export const batchCalls = (writes: readonly RowWrite[]): readonly TableCall[] =>
  writes.map(({ key }) => ({ action: 'BatchWriteItem', partition: key.pk }));

/** Everything that rights allow, as `action`, `action index` or `action prefix`. */
export const allowedBy = (rights: RowRights): readonly string[] =>
  permissionsOf(rights).flatMap(({ actions, index, prefixes }) =>
    actions.flatMap((action) => (prefixes ?? [index]).map((place) => [action, place].filter(Boolean).join(' '))),
  );

interface Right {
  readonly text: string;
  readonly action: string;
  readonly place: string | undefined;
}

interface Running {
  readonly name: string;
  readonly rights: readonly Right[];
}

/** Finds what allows a call. */
const allowing = (rights: readonly Right[], { action, index, partition = '' }: TableCall): readonly string[] =>
  rights
    .filter((right) => right.action === action)
    .filter(({ place }) => (action === 'Query' ? place === index : place === undefined || partition.startsWith(place)))
    .map(({ text }) => text);

/** The functions with their rights, which tests need many times a second. */
const functions: ReadonlyMap<string, Running> = new Map(
  allFunctions.map(({ name, rows = {} }) => {
    const rights = allowedBy(rows).map((text) => {
      const [action = '', place] = text.split(' ');
      return { text, action, place };
    });
    return [name, { name, rights }];
  }),
);

const running = new AsyncLocalStorage<Running>();

/** What the functions have used of their rights, since this module was loaded. */
export const usedRights = new Map<string, Set<string>>();

const denied: string[] = [];

// A use case may catch the error and go on, so each test also fails at its end. Outside jest, as in the benchmarks, there is no `afterEach`.
const { afterEach } = globalThis as { afterEach?: (check: () => void) => void };
afterEach?.(() => {
  const [first] = denied.splice(0);
  if (first) throw new Error(first);
});

/**
 * Runs code as the function of this name, with its rights: the in-memory table denies what the record of the function does not allow, as
 * IAM does. Code that runs as no function, such as the preparation of a test, may do everything.
 */
export const asFunction = <Answer>(name: string, run: () => Answer): Answer => {
  const named = functions.get(name);
  if (!named) throw new Error(`there is no function '${name}'`);
  return running.run(named, run);
};

/** Runs code of a test that interrupts a function, with all rights. */
export const asNobody = <Answer>(run: () => Answer): Answer => running.exit(run);

/** The same function as before, which runs as the Lambda function of this name. */
export const runningAs =
  <Given extends readonly unknown[], Answer>(name: string, run: (...given: Given) => Answer) =>
  (...given: Given): Answer =>
    asFunction(name, () => run(...given));

/** Notes the calls of the running function. @throws Error AccessDenied if it may not make one of them */
export const noteCalls = (calls: readonly TableCall[]): void => {
  const caller = running.getStore();
  if (!caller) return;
  const used = usedRights.get(caller.name) ?? new Set();
  usedRights.set(caller.name, used);
  for (const call of calls) {
    const by = allowing(caller.rights, call);
    if (by.length === 0) {
      const denial = `AccessDenied: ${caller.name} may not ${call.action} ${call.index ?? call.partition ?? ''}`;
      denied.push(denial);
      throw new Error(denial);
    }
    for (const each of by) used.add(each);
  }
};
