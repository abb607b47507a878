import { AsyncLocalStorage } from 'node:async_hooks';

const budgetEnds = new AsyncLocalStorage<number>();

/**
 * Runs one request or message with a time budget in milliseconds for all its calls to the store (T5). The calls share the budget, so the
 * caller gets a 503 in time, even if several calls are slow.
 */
export const withinBudget = <Answer>(milliseconds: number, run: () => Answer): Answer => budgetEnds.run(Date.now() + milliseconds, run);

/** When calls to the store must end, in epoch milliseconds: the end of the current budget, or `milliseconds` from now if there is none. */
export const budgetEnd = (milliseconds: number): number => budgetEnds.getStore() ?? Date.now() + milliseconds;
