import type { Reason } from '../../domain/suppression/decision.ts';
import { type ChangeNamesContext, changeNames } from '../change/change-names.ts';
import type { Evaluation } from './evaluate.ts';

/** Adds number and title of each change to the reasons of evaluations. All changes are read together, after the decisions are made. */
export const nameReasons =
  (context: ChangeNamesContext) =>
  async (evaluations: readonly Evaluation[]): Promise<readonly Evaluation[]> => {
    const nameOf = await changeNames(context)(evaluations.flatMap(({ reasons }) => reasons.map(({ change }) => change)));
    const named = (reason: Reason) => ({ ...reason, ...nameOf(reason.change) });
    return evaluations.map((evaluation) => ({ ...evaluation, reasons: evaluation.reasons.map(named) }));
  };
