import type { Change } from '../change/change.ts';
import { type Instant, minute, plus } from '../clock.ts';

/** AWS Config sees a difference within minutes after it was made. So much later a difference still belongs to a change that is finished. */
const noticeTime = 15 * minute;

/** Whether a change was being implemented when a difference was seen, or had been finished shortly before (C7). */
export const wasImplementedAt = ({ status, startedAt, finishedAt }: Change, at: Instant): boolean => {
  if (startedAt === undefined || startedAt > at) return false;
  return status === 'implementing' || (finishedAt !== undefined && at <= plus(finishedAt, noticeTime));
};
