import { statSync } from 'node:fs';

interface TestFile {
  readonly path: string;
}

/** What needs the whole machine, and would make others late that measure time. */
const last = /fuzz\.test\.ts$/;

/** In which order jest runs test files: the largest first, as it does by itself when it knows no times, and the fuzzer alone at the end. */
export default class Sequencer {
  sort<File extends TestFile>(tests: readonly File[]): File[] {
    const place = ({ path }: File): number => (last.test(path) ? -1 : statSync(path).size);
    return tests.toSorted((one, other) => place(other) - place(one));
  }
  /** jest asks for these too: nothing is kept between runs, and no run is split. */
  allFailedTests<File extends TestFile>(tests: readonly File[]): readonly File[] {
    return tests;
  }
  shard<File extends TestFile>(tests: readonly File[]): readonly File[] {
    return tests;
  }
  cacheResults(): void {
    // No times are kept.
  }
}
