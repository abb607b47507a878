import { statSync } from 'node:fs';

interface TestFile {
  readonly path: string;
}

/** The longest test files. They mostly wait, so they start first. */
const first = /(alertmanager-restart|recipes)\.test\.ts$/;
/** Test files that load the whole machine and would delay tests that measure time. */
const last = /fuzz\.test\.ts$/;

/** The order in which jest runs test files: the longest first, then by size as by default, and the fuzzer at the end. */
export default class Sequencer {
  sort<File extends TestFile>(tests: readonly File[]): File[] {
    const place = ({ path }: File): number => {
      if (first.test(path)) return Number.MAX_SAFE_INTEGER;
      return last.test(path) ? -1 : statSync(path).size;
    };
    return tests.toSorted((one, other) => place(other) - place(one));
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
