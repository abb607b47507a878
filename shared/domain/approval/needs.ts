import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';

/** The most approvals that a policy may need from one group, which has at most a hundred members. */
const mostApprovals = 100;

const shareForm = /^(all|([1-9]|[1-9]\d|100)%|[1-9]\d?\/[1-9]\d?)$/;
const shareHelp = 'a count such as 1, a per cent such as "50%", a fraction such as "2/3", or "all"';

/** How many of those who may decide have to approve: a count, a whole per cent, a fraction of at most 1, or all of them (P1). */
export const Needs = lazily(() => z.union([z.int().min(1).max(mostApprovals), z.string().regex(shareForm, shareHelp)]));
export type Needs = Shape<typeof Needs>;

/** A share as numerator and denominator: `50%` is 50 of 100, `2/3` is 2 of 3, and `all` is 1 of 1. */
const fractionOf = (share: string): readonly [numerator: number, denominator: number] => {
  if (share === 'all') return [1, 1];
  const [numerator = 1, denominator = 100] = share.replace('%', '').split('/').map(Number);
  return [numerator, denominator];
};

/** Whether it is a share of those who may decide, so that it becomes less if one of them abstains or leaves. A count stays as it is. */
export const isShare = (needs: Needs): needs is string => typeof needs === 'string';

/** Whether a fraction is more than all. */
export const exceedsAll = (needs: Needs): boolean => {
  if (!isShare(needs)) return false;
  const [numerator, denominator] = fractionOf(needs);
  return numerator > denominator;
};

/**
 * How many of these people have to approve. A share is rounded up, in integers: `67%` of 3 is 3, and `2/3` of 3 is 2. It is never less than
 * one, so that a group in which everyone abstains or leaves does not approve (P2).
 */
export const neededOf = (needs: Needs, people: number): number => {
  if (!isShare(needs)) return needs;
  const [numerator, denominator] = fractionOf(needs);
  return Math.max(1, Math.ceil((people * numerator) / denominator));
};
