import { type Instant, later } from '../clock.ts';
import type { Outage } from './outage.ts';

/** An outage by the failure of a change that nobody has ended. */
export const isOpenFailure = ({ source, end }: Pick<Outage, 'source' | 'end'>): boolean => source === 'change' && end === undefined;

/**
 * Whether the source of an outage tells when a service was up again after a failure: not a change, and not what was imported from a time before
 * this register.
 */
export const tellsOfEnd = ({ source }: Pick<Outage, 'source'>): boolean => source !== 'change' && source !== 'imported';

/**
 * When a service was up again after a change had failed, by what other sources tell (L2): the failure says when the service went down or was
 * degraded, and not for how long. It is the end of the first outage that goes on after the failure, and of those that overlap it. Undefined if
 * there is none, or if one of them goes on. What was only degraded does not tell when a service that is down was up.
 */
export const endOfFailure = (failure: Pick<Outage, 'start' | 'state'>, others: readonly Outage[]): Instant | undefined => {
  const { start } = failure;
  const told = others
    .filter(tellsOfEnd)
    .filter(({ state, end }) => (state === 'down' || state === failure.state) && (end === undefined || end > start))
    .toSorted((one, other) => (one.start < other.start ? -1 : 1));
  let up: Instant | undefined;
  for (const one of told) {
    if (up !== undefined && one.start > up) break;
    if (one.end === undefined) return undefined;
    up = up === undefined ? one.end : later(up, one.end);
  }
  return up;
};
