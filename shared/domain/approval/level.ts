import type { ApproverGroup } from './approval.ts';

/** The approvals of a change as it stores them: `level` is the level that is asked now. @default 1 */
export interface ApprovalCount {
  readonly needed: number;
  readonly given: number;
  readonly level?: number | undefined;
}

/** The level that is asked now. */
export const levelAsked = ({ approvals }: { readonly approvals: ApprovalCount }): number => approvals.level ?? 1;

/** The levels of a request, in their order. */
export const levelsIn = (groups: readonly Pick<ApproverGroup, 'level'>[]): readonly number[] =>
  [...new Set(groups.map(({ level }) => level))].toSorted((one, other) => one - other);
