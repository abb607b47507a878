import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { assertFactDate, assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { mayGoTo } from '../../domain/asset/lifecycle-table.ts';
import { type Assignment, type AssignmentDraft, assertAssignable, currentAssignment } from '../../domain/assignment/assignment.ts';
import { day, plus } from '../../domain/clock.ts';
import { newDue } from '../../domain/due/due.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { AssetContext } from '../asset/asset-context.ts';
import { booksOfAsset } from '../asset/book-writes.ts';
import { assetItem, bookWrites, earliestToday, latestToday } from '../asset/change-asset.ts';
import { recorded } from '../asset/recorded.ts';
import type { CreationOptions } from '../creation-options.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { nameReferences } from '../naming/name-references.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { writesOfPools } from '../pool/pool-writes.ts';

/** @throws DomainError conflict if the asset cannot be checked out now */
const assertFree = (asset: Asset): void => {
  assertNotVoided(asset);
  if (asset.assignment)
    throw conflict('asset/assigned', `asset ${asset.id} is checked out by assignment ${asset.assignment.id}; return it first`);
  if (asset.status !== 'in-use' && !mayGoTo(asset, 'in-use'))
    throw conflict('asset/transition-not-allowed', `asset ${asset.id} is ${asset.status} and cannot be checked out`);
};

/** The ids of the holder. @throws DomainError invalid `person/unknown`, `person/departed`, `item/unknown`, `assignment/itself` */
const holderOf = async (context: AssetContext, asset: Asset, { person, location, item }: AssignmentDraft) => {
  if (location !== undefined) return { location };
  if (person !== undefined) {
    const id = await resolvePerson(context.people)(person, '/person');
    const found = await context.people.find(id);
    if (found && !isActive(found, context.clock.now()))
      throw invalid('/person', 'person/departed', `${found.name} has left; assign the asset to somebody else`);
    return { person: id };
  }
  const id = await resolveItem(context)(String(item), '/item');
  if (idsOfFacet(asset).includes(id)) throw invalid('/item', 'assignment/itself', 'an asset cannot be assigned to itself');
  return { item: id };
};

/** When the sweep looks whether an asset is overdue: when the day after the due date has begun everywhere on earth, at noon in UTC. */
const overdueAt = (dueDate: string): string => plus(`${dueDate}T12:00:00.000Z`, day);

/** How an asset is checked out. `date`: since when. @default today */
interface CheckOutOptions extends CreationOptions {
  readonly date?: string | undefined;
}

/**
 * Checks an asset out to a person, a location or another item (A2). It is in use then.
 * @throws DomainError conflict `asset/assigned`, `asset/voided`, `asset/transition-not-allowed`; invalid for the draft
 */
export const checkOut =
  (context: AssetContext) =>
  async (reference: string, draft: AssignmentDraft, caller: Caller, options: CheckOutOptions = {}): Promise<Assignment> => {
    const { date, dryRun } = options;
    assertAssignable(draft, earliestToday(context.clock));
    return onFreshRows(async () => {
      const { assets, assetFacts, assignments, clock, dues, ids, store } = context;
      const { id: asset, asset: before } = await assetItem(context, reference);
      assertFree(before);
      if (date !== undefined) assertFactDate(before, date, latestToday(context.clock));
      const { dueDate, acceptance, note } = draft;
      const now = clock.now();
      const assignment: Assignment = {
        ...{ id: options.id ?? ids.next(), version: 1, asset, assignedAt: now, acceptance, ...(await holderOf(context, before, draft)) },
        ...(dueDate === undefined ? {} : { dueDate }),
        ...(note === undefined ? {} : { note }),
      };
      if (dryRun) return assignment;
      const next: Asset = { ...before, ...nextFacet(context, before), status: 'in-use', assignment: currentAssignment(assignment) };
      await nameReferences(context)('asset', next, before);
      const { person, location, item } = assignment;
      await store.commit([
        ...assets.save(next, originOf(caller), before),
        ...bookWrites(context, await booksOfAsset(context, before), { before, next, caller, date: date ?? now.slice(0, 10) }),
        ...(await writesOfPools(context, { before, next }, { caller, mayFall: true })),
        ...assignments.save(assignment),
        ...(before.status === 'in-use'
          ? []
          : [
              assetFacts.add({
                ...recorded(context, asset, caller),
                ...{ kind: 'status', from: before.status, to: 'in-use', date: date ?? now.slice(0, 10) },
              }),
            ]),
        itemFact(context)('AssetCheckedOut', asset, caller, { assignment: assignment.id, person, location, item, dueDate, acceptance }),
        ...(dueDate === undefined ? [] : [dues.save(newDue(context)('overdue', `${asset}/${assignment.id}`, overdueAt(dueDate)))]),
      ]);
      return assignment;
    });
  };
