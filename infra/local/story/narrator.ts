import { setTimeout as pause } from 'node:timers/promises';

/** A step of the demo did not happen. The message says which step, and where to find the cause. */
export class StoryFailed extends Error {
  override readonly name = 'StoryFailed';
}

/** Prints a step of the demo, with the seconds since `npm start` began. */
export const tell = (text: string): void => console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}`);

/** Prints more about the step before: what it means, or where to see it. */
export const explain = (text: string): void => console.log(`${' '.repeat(10)}${text}`);

/** `10:04:31`, UTC. */
export const clockTime = (at: string | number): string => new Date(at).toISOString().slice(11, 19);

/** The interval between two reports that the demo is still waiting. */
const reportMillis = 4_000;
const pollMillis = 100;

export interface WaitOptions {
  /** What the demo waits for, such as "the mail with the code". */
  readonly what: string;
  readonly seconds: number;
  /** Where to find the cause after a timeout. A function is called at the timeout. */
  readonly see: string | (() => string);
}

/** Polls until there is a result, and reports that it waits. @throws StoryFailed at the deadline */
export const eventually = async <T>(
  { what, seconds, see }: WaitOptions,
  poll: () => Promise<T | undefined> | T | undefined,
): Promise<NonNullable<T>> => {
  const began = performance.now();
  let lastReport = began;
  for (;;) {
    const answer = await poll();
    if (answer !== undefined && answer !== null) return answer;
    const now = performance.now();
    if (now - began > seconds * 1000)
      throw new StoryFailed(`timed out after ${seconds} s waiting for ${what}. See: ${typeof see === 'string' ? see : see()}`);
    if (now - lastReport > reportMillis) {
      lastReport = now;
      explain(`... ${((now - began) / 1000).toFixed(0)} s: waiting for ${what}`);
    }
    await pause(pollMillis);
  }
};

/** Waits for an instant. */
export const untilTime = (what: string, at: string): Promise<true> =>
  eventually({ what: `${what} at ${clockTime(at)}`, seconds: 600, see: 'the clock of this machine' }, () =>
    Date.now() >= Date.parse(at) ? (true as const) : undefined,
  );
