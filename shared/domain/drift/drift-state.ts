import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';

/** A CI has at most 20 aliases, so it has at most so many resources. */
const mostResources = 20;

/**
 * What is known of the drift of one CI: what AWS Config has told about its resources, so that each message counts once, whatever the order in
 * which they arrive, and the unauthorized change that later drift extends (C5, C7).
 */
export const DriftState = lazily(() =>
  z.strictObject({
    /** The id of the CI. */
    item: Id(),
    version: z.int().min(1),
    /** The newest time at which each resource was seen, the last one at the end. */
    captures: z.array(z.strictObject({ arn: z.string(), at: StoredTime() })).max(mostResources),
    /** The unauthorized change that the last drift made. */
    unauthorizedChange: Id().optional(),
  }),
);
export type DriftState = Shape<typeof DriftState>;

/** The newest time at which a resource was seen. */
export const lastCapture = (state: DriftState | undefined, arn: string): Instant | undefined =>
  state?.captures.find((capture) => capture.arn === arn)?.at;

/** The next state, after a resource was seen. If the CI has had more aliases than it can have at once, the resource that was seen first is left out. */
export const stateAfter = (
  item: string,
  before: DriftState | undefined,
  { arn, at, unauthorizedChange = before?.unauthorizedChange }: { arn: string; at: Instant; unauthorizedChange?: string | undefined },
): DriftState => ({
  ...before,
  item,
  version: (before?.version ?? 0) + 1,
  captures: [...(before?.captures ?? []).filter((capture) => capture.arn !== arn), { arn, at }].slice(-mostResources),
  ...(unauthorizedChange === undefined ? {} : { unauthorizedChange }),
});

/** The next state, after somebody wrote observed attributes of a CI that had no open unauthorized change for its drift. */
export const stateRecording = (item: string, before: DriftState | undefined, unauthorizedChange: string): DriftState => ({
  ...{ captures: [], ...before },
  ...{ item, version: (before?.version ?? 0) + 1, unauthorizedChange },
});

export interface DriftRepository {
  find(item: string): Promise<DriftState | undefined>;
  save(state: DriftState): Write;
  remove(state: DriftState): Write;
}

/** The complete notifications that AWS Config puts into a bucket, because they are too large for an event. */
export interface ConfigFiles {
  /**
   * The content of a file, as JSON. `undefined` if it lies in another bucket than the one of the settings, is gone, may not be read, or is too
   * large.
   */
  read(place: string): Promise<unknown>;
}
