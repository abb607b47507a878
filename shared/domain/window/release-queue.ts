/** Asks for a release pass of a window (S8), at once or after so many seconds: 900 at most. */
export interface ReleaseQueue {
  pass(window: string, afterSeconds: number): Promise<void>;
}

/** A message cannot be delayed for longer; later passes are rows that are due. */
export const longestDelaySeconds = 900;
