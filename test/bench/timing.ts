import { median } from '../support/gate/import-times.ts';

/** Percentiles of the times of calls, in milliseconds. */
export interface Timing {
  readonly p50: number;
  readonly p95: number;
}

const timingOf = (millis: readonly number[]): Timing => {
  const sorted = millis.toSorted((one, other) => one - other);
  return { p50: median(sorted), p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
};

/** Times the calls in rounds of one each, so that other load on the machine affects all of them alike. Warm-up rounds do not count. */
export const timeInTurn = async <Name extends string>(
  calls: Readonly<Record<Name, () => Promise<unknown>>>,
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<Readonly<Record<Name, Timing>>> => {
  const names = Object.keys(calls) as Name[];
  const millis = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of names) {
      const began = performance.now();
      await calls[name]();
      if (round >= 0) millis.get(name)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries(names.map((name) => [name, timingOf(millis.get(name) ?? [])])) as Record<Name, Timing>;
};

/** A time with its significant digits. */
export const figure = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
