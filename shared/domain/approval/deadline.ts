import type { ChangeWindow } from '../change/change-core.ts';
import { day, earlier, type Instant, plus } from '../clock.ts';
import { durationMillis } from '../values.ts';

/** How long approvers have, unless the policy says otherwise. */
const usualApproval = 7 * day;

/**
 * Until when a change that asks for approval now can be approved (P4): for seven days or for as long as its policy says, and at most until its
 * window starts. After the start, as for a new revision, it can be approved until the window ends.
 * @param deadline how long approvers have, as a duration
 */
export const deadlineOf = ({ start, end }: Pick<ChangeWindow, 'start' | 'end'>, now: Instant, deadline?: string): Instant =>
  earlier(now < start ? start : end, plus(now, deadline === undefined ? usualApproval : durationMillis(deadline)));
