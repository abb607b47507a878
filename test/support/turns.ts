import type { AlertWorld } from './alerts.ts';

/** A random generator with a seed (mulberry32), so that a failed race can be repeated. All bits of mulberry32 are equally random. */
export const randomOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** Delays every operation of the store by a random number of turns of the event loop's microtask queue. */
export const shuffled = ({ records }: Pick<AlertWorld, 'records'>, seed: number): void => {
  const random = randomOf(seed);
  records.before = async () => {
    for (let turns = random(40); turns > 0; turns -= 1) await Promise.resolve();
  };
};

/** Waits for this many turns of the microtask queue. */
export const later = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
};
