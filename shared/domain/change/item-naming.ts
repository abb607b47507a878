import { type Instant, minute, plus } from '../clock.ts';
import type { Change } from './change.ts';
import { finalStatuses } from './change-transitions.ts';

/** A change that is about to name an item. It is stored with the item before the change is, so that the deletion of the item finds it. */
export interface ItemNaming {
  readonly item: string;
  readonly change: string;
  /** The version of the change that will name the item. */
  readonly changeVersion: number;
  readonly at: Instant;
  readonly version: number;
  /** Whether the request was refused, so that the change will not name the item. */
  readonly withdrawn?: boolean | undefined;
}

/** The request that wrote the naming has certainly ended after this time, in milliseconds. */
const requestTime = minute;

/** Whether the change that a naming is about names the item now, or may be about to: its request has not stored it yet. */
export const isNamed = ({ item, changeVersion, at, withdrawn = false }: ItemNaming, change: Change | undefined, now: Instant): boolean => {
  if (change && finalStatuses.includes(change.status)) return false;
  if (change?.items.includes(item)) return true;
  return !withdrawn && (change?.version ?? 0) < changeVersion && plus(at, requestTime) > now;
};
