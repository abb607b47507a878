import { AsyncLocalStorage } from 'node:async_hooks';

const ends = new AsyncLocalStorage<number>();

/**
 * Runs one request or message with so many milliseconds for all that it asks of the store (T5): its calls share them, so that a caller
 * hears 503 in time instead of waiting for each call anew.
 */
export const withinBudget = <Answer>(milliseconds: number, run: () => Answer): Answer => ends.run(Date.now() + milliseconds, run);

/** Until when the store may be asked: the end of the budget under way, or so long from now. */
export const budgetEnd = (milliseconds: number): number => ends.getStore() ?? Date.now() + milliseconds;
