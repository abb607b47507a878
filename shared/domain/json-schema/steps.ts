import { longestMatched } from './bounded-patterns.ts';
import { waysThrough } from './slow-pattern.ts';

/**
 * What parts of a validation cost, in steps. A step is the time that it takes to apply a schema of one or two keywords to a value: some
 * microseconds. The other figures were measured against it.
 */

/**
 * The most steps of one validation. They take about 0.2 s. A schema of 200 properties takes a few hundred, and a list of 500 objects of ten
 * fields about 10,000.
 */
export const mostSteps = 20_000;

/** How many pairs of values are compared, how many ways of an expression are tried, and how much of a text is made or read, in one step. */
const pairsPerStep = 50;
const waysPerStep = 250;
const charactersPerStep = 100;
const squaresPerStep = 2_000;

/** How many values there are in a value, itself included. */
const valuesIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 1;
  let total = 1;
  for (const each of Object.values(value)) total += valuesIn(each);
  return total;
};

/** Each entry of a list is compared with each other one. */
export const stepsOfUniqueness = (list: readonly unknown[]): number => (list.length * valuesIn(list)) / pairsPerStep;

/** A value is compared with each that is allowed, and the error lists them. */
export const stepsToCompare = (allowed: unknown): number => (JSON.stringify(allowed)?.length ?? 0) / charactersPerStep;

/** The expressions of formats take a time that grows with the square of the text. */
export const stepsOfFormat = (text: string): number => text.length ** 2 / squaresPerStep;

/** The engine keeps about so many expressions. It compiles any others again for each text. */
const mostCompiled = 50;
const stepsToCompile = 20;

/** What it costs to match an expression with a text, with what is known about the expressions of one validation. */
export const stepsOfPattern = (): ((expression: string, text: string) => number) => {
  const known = new Set<string>();
  return (expression, text) => {
    const isCompiled = known.has(expression) && known.size <= mostCompiled;
    known.add(expression);
    const ways = text.length > longestMatched ? 1 : waysThrough(expression, text.length);
    return (isCompiled ? 0 : stepsToCompile) + 1 + ways / waysPerStep;
  };
};
