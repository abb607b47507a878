import { setTimeout as pause } from 'node:timers/promises';

/** What the story promises did not happen: what, and where to look. */
export class StoryFailed extends Error {
  override readonly name = 'StoryFailed';
}

/** One step of the story, with the seconds since `npm start` began. */
export const tell = (text: string): void => console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}`);

/** More about the step before: what it means, or what to look at. */
export const explain = (text: string): void => console.log(`${' '.repeat(10)}${text}`);

/** `10:04:31`, UTC. */
export const clockTime = (at: string | number): string => new Date(at).toISOString().slice(11, 19);

/** From when on, and how often, a wait says that it goes on. */
const quietMillis = 4_000;
const betweenTries = 100;

export interface WaitOptions {
  /** What is waited for: "the mail with the code". */
  readonly what: string;
  readonly seconds: number;
  /** Where to look when it does not come, as it is known then. */
  readonly look: string | (() => string);
}

/** Asks again until there is an answer; says that it waits; fails loudly at the deadline. */
export const eventually = async <T>(
  { what, seconds, look }: WaitOptions,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<NonNullable<T>> => {
  const began = performance.now();
  let said = began;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null) return answer;
    const now = performance.now();
    if (now - began > seconds * 1000)
      throw new StoryFailed(`waited ${seconds} s in vain for ${what}. Look at: ${typeof look === 'string' ? look : look()}`);
    if (now - said > quietMillis) {
      said = now;
      explain(`... ${((now - began) / 1000).toFixed(0)} s: waiting for ${what}`);
    }
    await pause(betweenTries);
  }
};

/** Waits for an instant that was agreed, and says how long it still is. */
export const untilTime = (what: string, at: string): Promise<true> =>
  eventually({ what: `${what} at ${clockTime(at)}`, seconds: 600, look: 'the clock of this machine' }, () =>
    Date.now() >= Date.parse(at) ? (true as const) : undefined,
  );
