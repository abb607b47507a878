import { AsyncLocalStorage } from 'node:async_hooks';

/** When the calls of one request or message must end, in epoch milliseconds, and how often its writes of each row were refused. */
interface Budget {
  readonly end: number;
  readonly refusals: Map<string, number>;
}

const budgets = new AsyncLocalStorage<Budget>();

/**
 * Runs one request or message with a time budget in milliseconds for all its calls to the store (T5). The calls share the budget, so the
 * caller gets a 503 in time, even if several calls are slow.
 */
export const withinBudget = <Answer>(milliseconds: number, run: () => Answer): Answer =>
  budgets.run({ end: Date.now() + milliseconds, refusals: new Map() }, run);

/** When calls to the store must end, in epoch milliseconds: the end of the current budget, or `milliseconds` from now if there is none. */
export const budgetEnd = (milliseconds: number): number => budgets.getStore()?.end ?? Date.now() + milliseconds;

const [firstPause, longestPause] = [20, 640];

/**
 * How long to wait after a write was refused because the row had changed, in milliseconds, before the caller reads and tries again. Each
 * further refusal of the same row doubles it, so that many requests that change one row come apart and all succeed within their budgets (T5).
 * Without a budget it stays short. It does not reach over the end of the budget.
 */
export const pauseAfterRefusal = (row: string): number => {
  const budget = budgets.getStore();
  if (!budget) return firstPause;
  const before = budget.refusals.get(row) ?? 0;
  budget.refusals.set(row, before + 1);
  return Math.max(0, Math.min(firstPause * 2 ** before, longestPause, budget.end - Date.now()));
};
