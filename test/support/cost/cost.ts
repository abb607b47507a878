import type { Usage } from '../in-memory-records.ts';

/** Requests to the table, read units and write units, as AWS counts them (capacity.ts). */
export type Units = readonly [requests: number, reads: number, writes: number];

/** What one call costs in one case. */
export interface Cost {
  /** The contract's name, or the function of a consumer. */
  readonly of: string;
  readonly when: string;
  readonly measure: () => Promise<Units>;
}

interface Scene {
  readonly records: { readonly usage: Usage };
}

/** Prepares a case and gives the call whose cost is asked. */
type Prepare<Of> = (scene: Of) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);

const assertDone = (answer: unknown): void => {
  const { status, body } = (answer ?? {}) as { readonly status?: unknown; readonly body?: unknown };
  if (typeof status === 'number' && status >= 400) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
};

const counted = ({ requests, readUnits, writeUnits }: Usage): Units => [requests, readUnits, writeUnits];

/** Cases over one kind of scene; each gets a scene of its own. */
export const costsOn =
  <Of extends Scene>(scene: () => Promise<Of>) =>
  (of: string, when: string, prepare: Prepare<Of>): Cost => ({
    of,
    when,
    measure: async () => {
      const made = await scene();
      const call = await prepare(made);
      const before = counted(made.records.usage);
      assertDone(await call());
      const [requests, reads, writes] = counted(made.records.usage);
      return [requests - before[0], reads - before[1], writes - before[2]];
    },
  });
