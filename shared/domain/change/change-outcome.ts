import type { Instant } from '../clock.ts';
import type { Change } from './change.ts';
import type { Outcome } from './change-values.ts';

/** How the work of one change on one of its items ended (H8). All of them together are the success record of the item. */
export interface ChangeOutcome {
  readonly item: string;
  readonly change: string;
  readonly outcome: Outcome;
  /** When the work was finished. A corrected outcome keeps the time. */
  readonly at: Instant;
  readonly version: number;
}

/** The outcomes of a finished change that are not in the success records of its items yet. `known`: those that are. */
export const newOutcomes = (
  { id, outcomes }: Pick<Change, 'id' | 'outcomes'>,
  at: Instant,
  known: readonly ChangeOutcome[] = [],
): readonly ChangeOutcome[] =>
  outcomes.flatMap(({ item, outcome }) => {
    const before = known.find((one) => one.item === item);
    return before?.outcome === outcome ? [] : [{ item, change: id, outcome, at, version: (before?.version ?? 0) + 1 }];
  });
