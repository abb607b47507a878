/** Queues a release pass of a window (S8), immediately or after a delay of at most 900 seconds. */
export interface ReleaseQueue {
  pass(window: string, afterSeconds: number): Promise<void>;
}

/** The longest delay of an SQS message, in seconds. Passes that are due later are queued by the sweep, from due rows. */
export const longestDelaySeconds = 900;
