import { type Clock, todayOf } from '../../domain/clock.ts';
import type { VendorContractRepository } from '../../domain/cost/cost-repository.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { byEachId, idsOfItem } from '../../domain/item/merge.ts';
import { daysLeft, isStillOf, type ReminderKind } from '../../domain/reminder/reminder.ts';
import type { ReminderRepository } from '../../domain/reminder/reminder-repository.ts';
import type { Page, PageRequest } from '../../domain/store.ts';

/** Something that expires. `item` is the asset or the CI, or the first asset of a contract; `contract` and `term` say what of it expires. */
export interface ExpiringRow {
  readonly item: string;
  readonly kind: ReminderKind;
  readonly date: string;
  /** Negative if the date has passed. */
  readonly daysLeft: number;
  readonly contract?: string;
  readonly term?: string;
}

export interface ExpiringContext {
  readonly reminders: Pick<ReminderRepository, 'between'>;
  readonly items: Pick<ItemRepository, 'findMany'>;
  readonly contracts: Pick<VendorContractRepository, 'find'>;
  readonly clock: Clock;
}

/**
 * What expires from one date to another, both included, in the order of the dates: warranties, terms, contracts, the last days on which those
 * can be cancelled, and CIs such as certificates. What has been disposed of, is void or is decommissioned is left out, so a page may be short and still have a cursor.
 */
export const expiringBetween =
  (context: ExpiringContext) =>
  async (from: string, to: string, request: PageRequest): Promise<Page<ExpiringRow>> => {
    const { reminders, items, contracts, clock } = context;
    const today = todayOf({ clock });
    const page = await reminders.between(from, to, request);
    const found = await items.findMany([...new Set(page.items.flatMap(({ item }) => item ?? []))]);
    const known = byEachId(found, idsOfItem);
    const rows = await Promise.all(
      page.items.map(async ({ kind, of, item, date }): Promise<readonly ExpiringRow[]> => {
        const row = { kind, date, daysLeft: daysLeft(date, today) };
        if (item !== undefined) {
          const facets = known.get(item);
          return facets && isStillOf(kind, facets) ? [{ item: facets.id, ...row, ...(item === of ? {} : { term: of }) }] : [];
        }
        const first = (await contracts.find(of))?.items[0];
        return first === undefined ? [] : [{ item: first, ...row, contract: of }];
      }),
    );
    return { items: rows.flat(), ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }) };
  };
