import type { Change } from '../change/change.ts';
import { type Instant, minute, plus } from '../clock.ts';

/** AWS Config sees a difference within minutes after it was made. So much later a difference still belongs to a change that is finished. */
const noticeTime = 15 * minute;

/** Whether a change was being implemented when a difference was seen, or its work had ended shortly before: finished, or cancelled (C7). */
export const wasImplementedAt = ({ status, startedAt, finishedAt, ended }: Change, at: Instant): boolean => {
  if (startedAt === undefined || startedAt > at) return false;
  const end = finishedAt ?? ended?.at;
  return status === 'implementing' || (end !== undefined && at <= plus(end, noticeTime));
};
