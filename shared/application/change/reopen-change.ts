import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { type FieldEdit, fieldEdits, partsOfEdit } from '../../domain/change/field-edit.ts';
import { failedItems, impairedServicesOf } from '../../domain/change/outcomes.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { changeEvent } from './context.ts';
import { holdDependantsSoon } from './hold-dependants.ts';
import { type FailureContext, knownOutcomes, recordFailureOutagesSoon } from './record-failure-outages.ts';
import { outcomesFor, outcomeWrites } from './settle-outcomes.ts';
import { assertServices, walkServices } from './walk-services.ts';

/** The outcomes that were other than reported, and how that was found. */
interface Correction {
  readonly outcomes: readonly ItemOutcome[];
  readonly reason: string;
}

/** The outcomes by their items, to compare them. */
const byItem = (outcomes: readonly ItemOutcome[]) => Object.fromEntries(outcomes.map((outcome) => [outcome.item, outcome]));

/** What each corrected outcome was before, and what it is now. @throws DomainError invalid `change/outcome-unchanged` if there is none */
const correctionsOf = ({ items }: Change, before: readonly ItemOutcome[], after: readonly ItemOutcome[]): readonly FieldEdit[] => {
  const edits = fieldEdits(items, byItem(before), byItem(after));
  if (edits.length > 0) return edits.map(({ field, ...values }) => ({ field: `outcomes.${field}`, ...values }));
  throw invalid('/outcomes', 'change/outcome-unchanged', 'the change has these outcomes already; send those that differ');
};

/**
 * Corrects outcomes of a closed change, which then needs a review again (H8). The outcomes that are not sent stay. The former ones are in the
 * events. What is found to have failed is told as at the finish, dependent changes go on hold, and outages begin or end now.
 * @throws DomainError conflict `change/not-closed`, `change/never-started`, `change/imported`; invalid `change/outcome-foreign`, `change/outcome-unchanged`
 */
export const reopenChange =
  (context: FailureContext) =>
  async (id: string, { outcomes: corrected, reason }: Correction, caller: Caller): Promise<Change> => {
    const reopened = await onFreshRows(async () => {
      const { changes, store, clock } = context;
      const change = fitFor(await changes.get(id), 'reopen');
      if (change.imported)
        throw conflict('change/imported', `${change.number} was closed in ${change.externalReference.system}, and is corrected there`);
      const { finishedAt, items, number } = change;
      if (finishedAt === undefined) throw conflict('change/never-started', `nobody worked on ${number}, so it has no outcomes to correct`);
      const before = await knownOutcomes(context, change);
      const told = await outcomesFor(context, change, corrected);
      const reported = byItem(told);
      const after = before.map((outcome) => reported[outcome.item] ?? outcome);
      const edits = correctionsOf(change, before, after);
      const walk = await walkServices(context)(items, after);
      assertServices(told, walk, caller);
      const { outcomes } = walk;
      const now = clock.now();
      const actor = actorOf(caller);
      const next = moved(
        change,
        'reopen',
        {
          status: 'in-review',
          outcomes,
          ...impairedServicesOf({ ...change, outcomes: before }, outcomes, now),
          reopened: { by: actor, reason, at: now },
          review: undefined,
          closedAt: undefined,
        },
        now,
      );
      const fact = { change: next, actor };
      const known = await changes.findOutcomes(id, finishedAt, items);
      await store.commit([
        ...changes.save(next, change),
        ...partsOfEdit(edits).map((part) => changeEvent(context, 'ChangeReopened', { ...fact, body: { reason, edits: part } })),
        ...outcomeWrites(context, { ...fact, at: finishedAt, known, failedBefore: failedItems(before) }),
      ]);
      return next;
    });
    await holdDependantsSoon(context)(reopened);
    await recordFailureOutagesSoon(context)(reopened);
    return reopened;
  };
