import type { Reason } from '../../domain/suppression/decision.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import type { Evaluation } from './evaluate.ts';

/** Adds number and title of each change to the reasons of evaluations. All changes are read together, after the decisions are made. */
export const nameReasons =
  (context: NamesContext) =>
  async (evaluations: readonly Evaluation[]): Promise<readonly Evaluation[]> => {
    const changes = evaluations.flatMap(({ reasons }) => reasons.map(({ change }) => change));
    const names = await namesOf(context)(referencesTo('change', changes));
    const named = (reason: Reason) => ({ ...reason, ...names.ofChange(reason.change) });
    return evaluations.map((evaluation) => ({ ...evaluation, reasons: evaluation.reasons.map(named) }));
  };
