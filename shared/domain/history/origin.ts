import { actorOf, type Caller } from '../access.ts';
import { system } from '../event/event.ts';

/** Why something is written: the id of the change that it belongs to, and the reason that was given. */
export interface Grounds {
  readonly change?: string | undefined;
  readonly reason?: string | undefined;
}

/** Where a version of an item comes from: who wrote it, in which request, and why. It has ids only, no names and no addresses. */
export interface Origin extends Grounds {
  /** `person:<id>`, `client:<id>` or `system`. */
  readonly actor: string;
  /** The id of the request. All versions that one request writes have it. */
  readonly request?: string | undefined;
}

/** The origin of what a caller writes. */
export const originOf = (caller: Caller, { change, reason }: Grounds = {}): Origin => ({
  actor: actorOf(caller),
  ...(caller.request === undefined ? {} : { request: caller.request }),
  ...(change === undefined ? {} : { change }),
  ...(reason === undefined ? {} : { reason }),
});

/** The origin of what no caller writes. */
export const bySystem: Origin = { actor: system };
