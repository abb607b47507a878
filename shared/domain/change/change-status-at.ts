import type { Instant } from '../clock.ts';
import type { Change } from './change.ts';
import type { ChangeStatus } from './change-values.ts';

/**
 * The status that a change had at a time, as far as its times tell: a change that was assessed is said to await approval. Of a change that
 * was rejected or has lapsed, the last update is when that happened.
 */
export const statusAt = (change: Change, at: Instant): ChangeStatus => {
  const { status, submittedAt, scheduledAt, startedAt, finishedAt, closedAt, ended, updatedAt } = change;
  if (updatedAt <= at) return status;
  const isEnded = status === 'rejected' || status === 'lapsed';
  const steps: readonly (readonly [ChangeStatus, Instant | undefined])[] = [
    [status, isEnded ? updatedAt : ended?.at],
    ['closed', closedAt],
    ['in-review', finishedAt],
    ['implementing', startedAt],
    ['scheduled', scheduledAt],
    ['awaiting-approval', submittedAt],
  ];
  return steps.find(([, since]) => since !== undefined && since <= at)?.[0] ?? 'draft';
};
