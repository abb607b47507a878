import type { AlertWorld } from './alerts.ts';

/** A small generator (mulberry32: its low bits are as random as its high ones), so that a race that fails can be run again by its seed. */
export const randomOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

/** Every operation of the store takes its turn after a random number of others. */
export const shuffled = ({ records }: Pick<AlertWorld, 'records'>, seed: number): void => {
  const random = randomOf(seed);
  records.before = async () => {
    for (let turns = random(40); turns > 0; turns -= 1) await Promise.resolve();
  };
};

/** Others have so many turns first. */
export const later = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
};
