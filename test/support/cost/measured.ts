import type { Cost, Units } from './cost.ts';

const measured = new Map<Cost, Promise<Units>>();

/** What a case costs. Each case is played once for all tests of a suite. */
export const measuredCost = (cost: Cost): Promise<Units> => {
  const known = measured.get(cost) ?? cost.measure();
  measured.set(cost, known);
  return known;
};
