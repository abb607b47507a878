import { actorOf, type Caller } from '../../domain/access.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import { todayOf } from '../../domain/clock.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { facetIdOf, idsOfItem } from '../../domain/item/merge.ts';
import { entitlementOf, type LicenseUse } from '../../domain/license/license-use.ts';
import { needsHolder, type Seat, type SeatDraft } from '../../domain/license/seat.ts';
import type { Term } from '../../domain/license/term.ts';
import { isActive } from '../../domain/person/person.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { type AssetItem, assetItem } from '../asset/change-asset.ts';
import type { CreationOptions } from '../creation-options.ts';
import { itemFact } from '../item/item-context.ts';
import { resolveEitherId } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { useWrites } from './change-use.ts';
import { freeingWrite } from './free-seats.ts';
import type { LicenseContext } from './license-context.ts';

/** @throws DomainError invalid `seat/one-holder`, `seat/holder-required` */
const assertHolder = ({ asset }: AssetItem, { person, item }: SeatDraft): void => {
  if (person !== undefined && item !== undefined)
    throw invalid('/item', 'seat/one-holder', 'a seat is for a person or for an item; send one of the two, and another seat for the other');
  const metric = asset.license?.metric;
  if (person === undefined && item === undefined && needsHolder(metric))
    throw invalid('/person', 'seat/holder-required', `a seat of a license by ${metric ?? 'user or device'} needs a person or an item`);
};

const departed = (what: string, pointer: string) => conflict('seat/holder-gone', `${what}, so no seat is assigned to it`, pointer);

/** A check that the person is still there when the seat is written. @throws DomainError invalid `person/unknown`, conflict `seat/holder-gone` */
const personHolder = async (context: LicenseContext, reference: string): Promise<readonly [Partial<Seat>, ...Write[]]> => {
  const id = await resolvePerson(context.people)(reference, '/person');
  const person = await context.people.find(id);
  if (!person || !isActive(person, context.clock.now())) throw departed(`person ${reference} has departed`, '/person');
  const { departed: lastDay } = person;
  const freeing = lastDay === undefined ? [] : [freeingWrite(context, { type: 'person', id }, `${lastDay}T00:00:00.000Z`)];
  return [{ person: id }, context.people.unchanged(person), ...freeing];
};

/** A check that the item is still there when the seat is written. @throws DomainError invalid `item/unknown`, conflict `seat/holder-gone` */
const itemHolder = async (context: LicenseContext, reference: string): Promise<readonly [Partial<Seat>, ...Write[]]> => {
  const found = await resolveEitherId(context)(reference, '/item');
  const item = await context.items.find(found);
  if (!item || (item.asset && !isHeld(item.asset))) throw departed(`item ${reference} is ${item?.asset?.status ?? 'deleted'}`, '/item');
  const id = facetIdOf(item, 'ci');
  return [{ item: id }, item.asset ? context.assets.unchanged(id, item.asset) : context.configurationItems.unchanged(id, item.ci)];
};

/** Who gets the seat, and the check that the holder is still there. */
const holderIn = async (context: LicenseContext, { person, item }: SeatDraft): Promise<readonly [Partial<Seat>, ...Write[]]> => {
  if (person !== undefined) return personHolder(context, person);
  return item === undefined ? [{}] : itemHolder(context, item);
};

/** @throws DomainError conflict `license/no-seat` if the terms in force do not give so many more seats */
const assertFree = (
  license: AssetItem,
  terms: readonly Term[],
  use: LicenseUse,
  { quantity, date }: { quantity: number; date: string },
) => {
  const { entitled, assigned } = entitlementOf(terms, use.assigned, date);
  if (assigned + quantity <= entitled) return;
  const detail = `license ${license.asset.name} has ${entitled} seats on ${date}, and ${assigned} are assigned; release one, or add a term`;
  throw conflict('license/no-seat', detail);
};

/**
 * Assigns a seat of a license (A5). The row of the license's use is moved in the same transaction, so of many callers who take the last
 * seat exactly one succeeds.
 * @throws DomainError conflict `license/no-seat`, `license/not-held`, `asset/voided`, `seat/holder-gone`; invalid `seat/one-holder`,
 * `seat/holder-required`, `person/unknown`, `item/unknown`
 */
export const assignSeat =
  (context: LicenseContext) =>
  (reference: string, draft: SeatDraft, caller: Caller, options: CreationOptions = {}): Promise<Seat> =>
    onFreshRows(async () => {
      const { licenses, clock, ids, store, assets } = context;
      const license = await assetItem(context, reference);
      const { id: asset } = license;
      assertNotVoided(license.asset);
      if (!isHeld(license.asset)) throw conflict('license/not-held', `license ${license.asset.name} is ${license.asset.status}`);
      assertHolder(license, draft);
      const [use, terms, [holder, ...checks]] = await Promise.all([
        licenses.useOf(asset),
        licenses.termsOf(asset),
        holderIn(context, draft),
      ]);
      const { quantity } = draft;
      assertFree(license, terms, use, { quantity, date: todayOf(context) });
      const seat: Seat = { id: options.id ?? ids.next(), asset, ...holder, quantity, assignedAt: clock.now(), version: 1 };
      if (options.dryRun) return seat;
      const { person, item } = seat;
      await store.commit([
        ...licenses.assign(seat),
        ...(await useWrites(context, use, { terms, more: quantity, actor: actorOf(caller) })),
        // A license that is a seat of itself is checked once.
        ...(item !== undefined && idsOfItem(license).includes(item) ? [] : [assets.unchanged(asset, license.asset)]),
        ...checks,
        itemFact(context)('SeatAssigned', asset, caller, {
          seat: seat.id,
          quantity,
          ...(person === undefined ? {} : { person }),
          ...(item === undefined ? {} : { item }),
        }),
      ]);
      return seat;
    });
