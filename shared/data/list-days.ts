import { day, type Instant, later, plus } from '../domain/clock.ts';
import { invalid } from '../domain/errors.ts';
import type { Page, PageRequest } from '../domain/store.ts';
import { key, last, type RowType, shardsOf } from './define-row.ts';
import { fewestReads, listRows, readAtMost } from './list-rows.ts';
import type { Records } from './records.ts';

/** The most days that one request reads. If older days are left, the page has a cursor. */
const daysPerRequest = 31;

const startOf = (date: string): Instant => `${date}T00:00:00.000Z`;
const dateOf = (at: Instant): string => at.slice(0, 10);
const dayBefore = (date: string): string => dateOf(plus(startOf(date), -day));

/** The date of a cursor or time. @throws DomainError 400 `cursor/invalid` if the cursor does not begin with a date */
const dateOfPosition = (position: string): string => {
  const date = dateOf(position);
  if (Number.isNaN(Date.parse(startOf(date))))
    throw invalid(undefined, 'cursor/invalid', 'the cursor does not belong to this list; send the request without a cursor');
  return date;
};

interface DaysQuery<Entity> extends PageRequest {
  /** Index keys are `<prefix>#<date>#<shard>`, sorted by `<time>#<id>`. */
  readonly prefix: string;
  /** The range of times, both ends inclusive. */
  readonly from: Instant;
  readonly to: Instant;
  readonly keep?: ((entity: Entity) => boolean) | undefined;
}

/**
 * Reads a page from the index `byTime`, which has one partition per day and shard, newest first. It reads one day after the other,
 * backwards, until the page is full, 31 days are read, or 1,000 rows are read (T4).
 */
export const listDays = async <Entity, Identity>(
  records: Records,
  rowType: RowType<Entity, Identity>,
  { prefix, from, to, keep, limit, after }: DaysQuery<Entity>,
): Promise<Page<Entity>> => {
  const items: Entity[] = [];
  const reads = { left: readAtMost };
  const newest = dateOfPosition(after ?? to);
  const oldest = dateOf(later(from, plus(startOf(newest), -daysPerRequest * day)));
  for (let date = newest; date >= oldest; date = dayBefore(date)) {
    const partitions = shardsOf(prefix, date);
    // The next page begins with this day, because all newer days have been read.
    const isExhausted = items.length === limit || reads.left < fewestReads(partitions);
    if (isExhausted) return { items, nextCursor: startOf(dateOf(plus(startOf(date), day))) };
    const page = await listRows(records, rowType, {
      ...{ index: 'byTime', partitions, from, to: `${to}${last}`, descending: true, reads, limit: limit - items.length },
      ...(after === undefined ? {} : { after }),
      ...(keep ? { keep } : {}),
    });
    items.push(...page.items);
    if (page.nextCursor !== undefined) return { items, nextCursor: page.nextCursor };
  }
  return startOf(oldest) > from ? { items, nextCursor: key(startOf(oldest)) } : { items };
};
