import type { Usage } from '../in-memory-records.ts';

/** Requests to the table, read units and write units, as AWS counts them (capacity.ts). */
export type Units = readonly [requests: number, reads: number, writes: number];

/** The cost of one call in one case. */
export interface Cost {
  /** The contract's name, or the function of a consumer. */
  readonly of: string;
  readonly when: string;
  readonly measure: () => Promise<Units>;
}

interface Scene {
  readonly records: { readonly usage: Usage };
}

/** Prepares a case and returns the call whose cost is measured. */
type Prepare<Of> = (scene: Of) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);

const assertDone = (answer: unknown): void => {
  const { status, body } = (answer ?? {}) as { readonly status?: unknown; readonly body?: unknown };
  if (typeof status === 'number' && status >= 400) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
};

const unitsOf = ({ requests, readUnits, writeUnits }: Usage): Units => [requests, readUnits, writeUnits];

/** Defines cases over one kind of scene. Each case gets a new scene. */
export const costsOn =
  <Of extends Scene>(scene: () => Promise<Of>) =>
  (of: string, when: string, prepare: Prepare<Of>): Cost => ({
    of,
    when,
    measure: async () => {
      const prepared = await scene();
      const call = await prepare(prepared);
      const before = unitsOf(prepared.records.usage);
      assertDone(await call());
      const [requests, reads, writes] = unitsOf(prepared.records.usage);
      return [requests - before[0], reads - before[1], writes - before[2]];
    },
  });
