import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `attempt` until it neither throws nor rejects, and gives what it returned. This is the one place where a test waits: what
 * happens later is asked for again until a deadline.
 *
 * @param within the deadline in milliseconds, 10 s unless given
 * @param every the pause between two attempts in milliseconds, 100 unless given
 * @throws an error that says how long it waited, with the last attempt's error as its cause
 */
export const eventually = async <T>(attempt: () => T | Promise<T>, { within = 10_000, every = 100 } = {}): Promise<T> => {
  const deadline = performance.now() + within;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() + every > deadline) throw lateError(error, within, tries);
    }
    await pause(every);
  }
};

const lateError = (cause: unknown, within: number, tries: number): Error => {
  const last = cause instanceof Error ? cause.message : String(cause);
  return new Error(`not so within ${within} ms (${tries} tries); the last one said: ${last}`, { cause });
};
