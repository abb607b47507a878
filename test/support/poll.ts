import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `attempt` until it neither throws nor rejects, and returns its result. This is the only place where a test waits.
 *
 * @param within the deadline in milliseconds. Default: 10,000
 * @param every the pause between two attempts in milliseconds. Default: 100
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
  return new Error(`failed for ${within} ms (${tries} attempts); last error: ${last}`, { cause });
};
