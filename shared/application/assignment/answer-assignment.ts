import type { Caller } from '../../domain/access.ts';
import { type Assignment, answered, assertHolder, currentAssignment } from '../../domain/assignment/assignment.ts';
import { originOf } from '../../domain/history/origin.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { assetItem } from '../asset/change-asset.ts';
import { type ItemContext, itemFact, nextFacet } from '../item/item-context.ts';
import { readAssignment } from './check-in.ts';

/** What it takes to record the answer of a holder. */
export type AnswerContext = Omit<ItemContext, 'namings'> & Pick<AssetContext, 'assets' | 'assignments'>;

const personOf = (caller: Caller): string | undefined => (caller.kind === 'person' ? caller.id : undefined);

/** @throws DomainError missing `assignment/not-found`; forbidden `assignment/not-yours` */
export const assertMayAnswer =
  (context: AnswerContext) =>
  async (reference: string, id: string, caller: Caller): Promise<void> => {
    const { id: asset } = await assetItem(context, reference);
    assertHolder(await readAssignment(context, asset, id), personOf(caller));
  };

/**
 * Records that the holder of an asset accepts or declines it (A2).
 * @throws DomainError missing `assignment/not-found`; forbidden `assignment/not-yours`; conflict `assignment/not-asked`,
 * `assignment/answered`, `assignment/returned`
 */
export const answerAssignment =
  (context: AnswerContext) =>
  (reference: string, id: string, answer: 'accepted' | 'declined', caller: Caller): Promise<Assignment> =>
    onFreshRows(async () => {
      const { assets, assignments, clock, store } = context;
      const { id: asset, asset: before } = await assetItem(context, reference);
      const assignment = await readAssignment(context, asset, id);
      const next = answered(assignment, personOf(caller), answer, clock.now());
      if (next === assignment) return assignment;
      const facet = { ...before, ...nextFacet(context, before), assignment: currentAssignment(next) };
      await store.commit([
        ...assets.save(facet, originOf(caller), before),
        ...assignments.save(next, assignment),
        itemFact(context)(answer === 'accepted' ? 'AssignmentAccepted' : 'AssignmentDeclined', asset, caller, { assignment: id }),
      ]);
      return next;
    });
