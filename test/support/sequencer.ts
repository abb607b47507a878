import { statSync } from 'node:fs';

interface TestFile {
  readonly path: string;
}

/**
 * The order in which suites start, with those of one place by size, the largest first. A suite belongs to the first place that it matches.
 * - The longest suites wait for timers, alerts or a browser most of the time, so they start first, and suites that compute run beside them.
 * - The fuzzer loads the whole machine, and would delay suites that measure time. So it starts near the end.
 * - Suites of templates only compute and measure no time: they fill the second core while the fuzzer and the last long suites run.
 */
const places: readonly RegExp[] = [
  /\/e2e\/(alertmanager-restart|recipes|alertmanager)\.test\.ts$/,
  /\/unit\/cost\/costs\.test\.ts$/,
  /\/e2e\/(alertmanager-cut|races|scheduling-races|restore|imports|path|cloudwatch|alertmanager-loud)\.test\.ts$|\/unit\/(approval\/page-in-browser|episode\/cloudwatch)\.test\.ts$/,
  /\/(unit|contract|workflow)\/|\/e2e\/(?!fuzz)/,
  /\/fuzz\.test\.ts$/,
  /./,
];

/** Orders the test files by their places, see above. */
export default class Sequencer {
  sort<File extends TestFile>(tests: readonly File[]): File[] {
    const placeOf = ({ path }: File): number => places.findIndex((place) => place.test(path));
    const sizeOf = ({ path }: File): number => statSync(path).size;
    return tests.toSorted((one, other) => placeOf(one) - placeOf(other) || sizeOf(other) - sizeOf(one));
  }
  /** jest requires these methods too. No results are kept between runs, and no run is split. */
  allFailedTests<File extends TestFile>(tests: readonly File[]): readonly File[] {
    return tests;
  }
  shard<File extends TestFile>(tests: readonly File[]): readonly File[] {
    return tests;
  }
  cacheResults(): void {
    // No results are kept.
  }
}
