import type { Asset } from '../../domain/asset/asset.ts';
import { type AssetFilters, assetFilterPostings } from '../../domain/asset/asset-postings.ts';
import { isUnusedSince } from '../../domain/asset/asset-use.ts';
import { auditDueOn } from '../../domain/asset/audit-due.ts';
import { todayOf } from '../../domain/clock.ts';
import { dateOfDay, dayNumber, lastDayOf, monthNumber } from '../../domain/dates.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { prepaidOn } from '../cost/prepaid-on.ts';
import { namesOf, referencesTo } from '../name/names-of.ts';
import { expiringBetween } from '../reminder/expiring-between.ts';
import { findNamed } from '../resource/put-by-name.ts';
import type { RegisterReportContext } from './register-report-context.ts';
import { monthPeriod } from './report-frame.ts';

/** The days of a report on the register, and the part of the register that it covers. */
interface RegisterQuery extends Pick<AssetFilters, 'location' | 'category' | 'costCenter'> {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface RegisterReport<Row> extends Page<Row> {
  readonly from: string;
  readonly to: string;
}

/** What expires in a period, in the order of the dates: warranties, terms, contracts, the last days to cancel them, and certificates. */
export const expiringReport = (context: RegisterReportContext) => async (query: RegisterQuery, request: PageRequest) => {
  const span = monthPeriod(context, query);
  const { items, nextCursor } = await expiringBetween(context)(span.from, span.to, request);
  const names = await namesOf(context)(
    referencesTo(
      'item',
      items.map(({ item }) => item),
    ),
  );
  return { ...span, items: items.map((row) => ({ ...row, itemName: names.of(row.item) })), nextCursor };
};

/** What is prepaid at the end of a day. By default today. */
export const prepaidReport = (context: RegisterReportContext) => async (query: RegisterQuery, request: PageRequest) => {
  const on = query.to ?? todayOf(context);
  const { items, nextCursor } = await prepaidOn(context)(on, request);
  const names = await namesOf(context)(
    referencesTo(
      'item',
      items.map(({ item }) => item),
    ),
  );
  return {
    from: on,
    to: on,
    items: items.map((part) => ({
      ...part,
      ...(part.item === undefined ? {} : { item: names.item(part.item) }),
      itemName: names.of(part.item),
    })),
    nextCursor,
  };
};

/** What a report says of where an asset is. */
const placeOf = ({ id, merge, name, assetTag, category, location, costCenter, assignment }: Asset) => ({
  ...{ asset: itemIdOf({ id, merge }), assetName: name, assetTag, category, location, costCenter },
  assignedTo: assignment?.person ?? assignment?.item ?? assignment?.location,
});

const filtersOf = ({ location, category, costCenter }: RegisterQuery) => assetFilterPostings({ location, category, costCenter });

/** After how many months the assets of a category have to be seen again. Each category is read once. */
const intervals = ({ categories }: RegisterReportContext) => {
  const known = new Map<string, Promise<number | undefined>>();
  return (category: string | undefined): Promise<number | undefined> => {
    if (category === undefined) return Promise.resolve(undefined);
    const found = known.get(category) ?? findNamed(categories, category).then((entry) => entry?.auditEveryMonths);
    known.set(category, found);
    return found;
  };
};

/**
 * The assets that have to be seen by the end of a day, in the order of their registration: those whose category says after how many months
 * (`auditEveryMonths`). By default until the end of this month. A page may be short and still have a cursor.
 */
export const auditDueReport =
  (context: RegisterReportContext) =>
  async (query: RegisterQuery, request: PageRequest): Promise<RegisterReport<object>> => {
    const today = todayOf(context);
    const to = query.to ?? lastDayOf(monthNumber(today));
    const everyMonths = intervals(context);
    const { items, nextCursor } = await context.assets.page(request, filtersOf(query));
    const rows = await Promise.all(
      items.map(async (asset) => {
        const months = await everyMonths(asset.category);
        const dueOn = months === undefined ? undefined : auditDueOn(asset, months);
        if (dueOn === undefined || dueOn > to) return [];
        return [{ ...placeOf(asset), lastSeenAt: asset.lastSeenAt, dueOn, overdue: dueOn < today }];
      }),
    );
    return { from: query.from ?? today, to, items: rows.flat(), nextCursor };
  };

/** How many days ago an asset must have been used to count as used. */
const idleAfterDays = 90;

/**
 * The assets that were not used since a day, `from`: by default 90 days ago. Those of which no use is known are among them. A page may be
 * short and still have a cursor.
 */
export const idleReport =
  (context: RegisterReportContext) =>
  async (query: RegisterQuery, request: PageRequest): Promise<RegisterReport<object>> => {
    const today = todayOf(context);
    const from = query.from ?? dateOfDay(dayNumber(today) - idleAfterDays);
    const { items, nextCursor } = await context.assets.page(request, filtersOf(query), (asset) => isUnusedSince(asset, from));
    const rows = items.map((asset) => {
      const { lastUsedAt, usageSource } = asset;
      const idleDays = lastUsedAt === undefined ? undefined : dayNumber(today) - dayNumber(lastUsedAt.slice(0, 10));
      return { ...placeOf(asset), status: asset.status, lastUsedAt, usageSource, idleDays };
    });
    return { from, to: query.to ?? today, items: rows, nextCursor };
  };
