/** Asks for a release pass of a window (S8), at once or after a number of seconds, at most 900. */
export interface ReleaseQueue {
  pass(window: string, afterSeconds: number): Promise<void>;
}

/** The longest delay of a message. Later passes are asked for by due rows. */
export const longestDelaySeconds = 900;
