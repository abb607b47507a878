import type { ChangeWindow } from '../change/change.ts';
import { day, earlier, type Instant, plus } from '../clock.ts';

/** How long approvers have at most. */
const longestApproval = 7 * day;

/**
 * Until when a change that asks for approval now can be approved (P4): for seven days, and at most until its window starts. After the start,
 * as for a new revision, it can be approved until the window ends.
 */
export const deadlineOf = ({ start, end }: Pick<ChangeWindow, 'start' | 'end'>, now: Instant): Instant =>
  earlier(now < start ? start : end, plus(now, longestApproval));
